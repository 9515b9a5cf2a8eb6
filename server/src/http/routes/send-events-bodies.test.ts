import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { newProject } from '../testing/events-with-key.ts'

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('a body', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('may be compressed by gzip or zstd, in one piece or in several', async () => {
    const { send, listIds } = await newProject(server)
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
    assert.deepEqual((await listIds()).sort(), ['GZIP', 'gzip', 'one', 'plain', 'two', 'x-gzip', 'zstd'])
  })

  test('that is not what its Content-Encoding says is refused', async () => {
    const { send, listIds } = await newProject(server)
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
    assert.deepEqual(await listIds(), [])
  })

  test('of zstd, which Node reads one frame of, a second frame is refused and not lost', async () => {
    const { send, listIds } = await newProject(server)
    const frames = Buffer.concat(['one', 'two'].map((id) => zstdCompressSync(`{${at},"event_id":"${id}"}\n`)))
    const { status, report } = await send(frames, { 'content-encoding': 'zstd', 'content-type': ndjson })
    assert.equal(status, 400)
    assert.match(report.error as string, /more than one zstd frame/)
    assert.deepEqual(await listIds(), ['one'])
    assert.equal(report.accepted, 1)
  })

  test('is read as its content type says, and refused where that is not known', async () => {
    const { send } = await newProject(server)
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
