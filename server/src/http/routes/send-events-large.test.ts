import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { until } from '../../engine/testing/until.ts'
import { openRequest } from '../../testing/open-request.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { type EventsWithKey, eventsWithKey } from '../testing/events-with-key.ts'

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('large and many bodies', () => {
  let server: TestServer
  let send: EventsWithKey['send']
  before(async () => {
    server = await startTestServer({ env: { OCCUR_BODY_BYTES_MAX: '1000000', OCCUR_REQUESTS_MAX: '3' } })
    send = eventsWithKey(server).send
  })
  after(() => server?.stop())

  test('a body that inflates beyond the limit is 413, after no more than the limit of it was read', async () => {
    const spaces = Buffer.alloc(200_000_000, ' ')
    const bombs = { gzip: gzipSync(spaces), zstd: zstdCompressSync(spaces) }
    for (const [encoding, bomb] of Object.entries(bombs)) {
      assert.ok(bomb.length < 250_000)
      for (const contentType of [json, ndjson]) {
        const memory = watchMemory()
        const { status } = await send(bomb, { 'content-encoding': encoding, 'content-type': contentType })
        assert.equal(status, 413, `${encoding} ${contentType}`)
        const took = memory.grownMost()
        assert.ok(took < 100_000_000, `${encoding} ${contentType} took ${took} bytes for 200,000,000`)
      }
    }
  })

  test('NDJSON that inflates to far more than memory is read in little of it', async () => {
    const spaces = gzipSync(`${' '.repeat(9_999)}\n`.repeat(100))
    const event = gzipSync(`{${at},"event_id":"after the bomb"}`)
    const bomb = Buffer.concat([...Array.from({ length: 400 }, () => spaces), event])
    const memory = watchMemory()
    const { status, report } = await send(bomb, { 'content-encoding': 'gzip', 'content-type': ndjson })
    assert.equal(status, 201, report.detail)
    assert.equal(report.accepted, 1)
    const took = memory.grownMost()
    assert.ok(took < 150_000_000, `took ${took} bytes for 400,000,000`)
  })

  test('bodies beyond the number that is read at the same time are 429 with Retry-After, until others end', async () => {
    const held = Array.from({ length: 10 }, () =>
      openRequest(`${server.url}/api/v1/events/`, { 'syllable-api-key': server.key, 'content-type': ndjson }),
    )
    const refused: IncomingHttpHeaders[] = []
    for (const { answer } of held) {
      void answer.then(({ status, headers }) => {
        if (status === 429) refused.push(headers)
      })
    }
    for (const request of held) await request.write('\n')
    await until(() => refused.length === 7)
    for (const headers of refused) assert.ok(Number(headers['retry-after']) >= 1)
    assert.equal((await send(`{${at}}`)).status, 429)
    for (const request of held) request.end()
    const answers = await Promise.all(held.map(({ answer }) => answer))
    assert.equal(answers.filter(({ status }) => status === 201).length, 3)
    assert.equal((await send(`{${at}}`)).status, 201)
  })
})

/** How much the process has grown at most since, looked at every few milliseconds. */
function watchMemory(): { grownMost(): number } {
  const used = () => {
    const { heapUsed, external, arrayBuffers } = process.memoryUsage()
    return heapUsed + Math.max(external, arrayBuffers)
  }
  const before = used()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, used())
  }, 5)
  return {
    grownMost: () => {
      clearInterval(timer)
      return most - before
    },
  }
}
