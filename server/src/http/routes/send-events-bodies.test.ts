import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { IngestReport, Page, StoredEvent } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('a body', () => {
  let server: TestServer
  let keys = 0
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  /** A project of its own: what a test sends nobody else finds. */
  async function newProject() {
    const key = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${keys++}` })
    const send = async (body: string | Buffer, headers: Record<string, string> = {}) => {
      const answer = await server.fetch('/api/v1/events/', {
        method: 'POST',
        headers: { 'syllable-api-key': key, 'content-type': json, ...headers },
        body,
      })
      return { status: answer.status, report: (await answer.json()) as IngestReport }
    }
    const list = async () => {
      const answer = await server.fetch('/api/v1/events/?fields=event_id', { headers: { 'syllable-api-key': key } })
      return ((await answer.json()) as Page<StoredEvent>).items.map(({ event_id }) => event_id)
    }
    return { send, list }
  }

  test('may be compressed by gzip or zstd, in one piece or in several', async () => {
    const { send, list } = await newProject()
    const event = (id: string) => `{${at},"event_id":"${id}"}\n`
    for (const [encoding, body] of [
      ['gzip', gzipSync(event('gzip'))],
      ['GZIP', gzipSync(event('GZIP'))],
      ['x-gzip', gzipSync(event('x-gzip'))],
      ['gzip', Buffer.concat([gzipSync(event('one')), gzipSync(event('two'))])],
      ['zstd', zstdCompressSync(event('zstd'))],
      ['identity', Buffer.from(event('plain'))],
    ] as const) {
      for (const contentType of [ndjson, json]) {
        const { status } = await send(body, { 'content-encoding': encoding, 'content-type': contentType })
        // Two compressed pieces are two lines, which as one JSON text are none.
        assert.ok(status === 201 || (contentType === json && status === 422), `${encoding}: ${status}`)
      }
    }
    assert.deepEqual((await list()).sort(), ['GZIP', 'gzip', 'one', 'plain', 'two', 'x-gzip', 'zstd'])
  })

  test('that is not what its Content-Encoding says is refused', async () => {
    const { send, list } = await newProject()
    for (const [encoding, body] of [
      ['gzip', `{${at}}`],
      ['zstd', `{${at}}`],
      ['gzip', gzipSync(`{${at}}`).subarray(0, 20)],
      ['zstd', zstdCompressSync(`{${at}}`).subarray(0, 20)],
      ['gzip', Buffer.concat([gzipSync(`{${at}`), Buffer.from('junk that is no gzip')])],
    ] as const) {
      const { status, report } = await send(body, { 'content-encoding': encoding })
      assert.equal(status, 400, `${encoding} ${JSON.stringify(report)}`)
    }
    for (const encoding of ['br', 'gzip, gzip', 'deflate']) {
      assert.equal((await send(gzipSync(`{${at}}`), { 'content-encoding': encoding })).status, 415, encoding)
    }
    assert.deepEqual(await list(), [])
  })

  test('of zstd, which Node reads one frame of, a second frame is refused and not lost', async () => {
    const { send, list } = await newProject()
    const frames = Buffer.concat(['one', 'two'].map((id) => zstdCompressSync(`{${at},"event_id":"${id}"}\n`)))
    const { status, report } = await send(frames, { 'content-encoding': 'zstd', 'content-type': ndjson })
    assert.equal(status, 400)
    assert.match(report.error as string, /more than one zstd frame/)
    assert.deepEqual(await list(), ['one'])
    assert.equal(report.accepted, 1)
  })

  test('is read as its content type says, and refused where that is not known', async () => {
    const { send } = await newProject()
    for (const type of [json, 'application/json; charset=utf-8', 'Application/JSON', ndjson, 'application/jsonl']) {
      assert.equal((await send(`{${at}}`, { 'content-type': type })).status, 201, type)
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'x']) {
      assert.equal((await send(`{${at}}`, { 'content-type': type })).status, 415, type)
    }
    const none = await server.fetch('/api/v1/events/', { method: 'POST' })
    assert.equal(none.status, 415)
    const empty = await send('')
    assert.equal(empty.status, 400)
  })
})
