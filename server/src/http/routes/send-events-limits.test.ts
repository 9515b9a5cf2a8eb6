import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { IngestReport } from '@occur/client/protocol'
import { until } from '../../engine/testing/until.ts'
import { type OpenRequest, openRequest } from '../../testing/open-request.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { type EventsWithKey, newProject } from '../testing/events-with-key.ts'

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

/** Limits so small that a test reaches them. */
const env = {
  OCCUR_EVENT_BYTES_MAX: '10000',
  OCCUR_BODY_BYTES_MAX: '1000000',
  OCCUR_BODY_EVENTS_MAX: '2000',
  OCCUR_BODY_SILENCE_MS_MAX: '400',
  OCCUR_BODY_MS_MAX: '1500',
  OCCUR_STREAM_BODY_MS_MAX: '2500',
  OCCUR_PENDING_BYTES_MAX: '100000',
}

describe('the limits of sending', () => {
  let server: TestServer
  let send: EventsWithKey['send']
  let open: (headers: Record<string, string>) => OpenRequest
  /** How many events of this test are stored, of those whose id begins so. */
  let countOf: (prefix: string) => Promise<number>
  before(async () => {
    server = await startTestServer({ env })
  })
  after(() => server?.stop())

  beforeEach(async () => {
    const project = await newProject(server)
    send = project.send
    open = (headers) => openRequest(`${server.url}/api/v1/events/`, { 'syllable-api-key': project.key, ...headers })
    countOf = async (prefix) => (await project.listIds()).filter((id) => id.startsWith(prefix)).length
  })

  test('an event that is too large is rejected by itself', async () => {
    const large = `{${at},"description":"${'x'.repeat(20_000)}"}`
    const { status, report } = await send(`${large}\n{${at}}`, { 'content-type': ndjson })
    assert.equal(status, 207)
    const [outcome] = report.outcomes
    assert.ok(outcome?.status === 'rejected')
    assert.match(outcome.problems[0]!.message, /larger than 10,000 bytes/)
    assert.equal((await send(`[${large},{${at}}]`)).status, 207)
  })

  test('a body that is too large is 413, and says what to do', async () => {
    const { status, report } = await send(`[{${at}}${' '.repeat(5_000_000)}]`)
    assert.equal(status, 413)
    assert.match(report.detail!, /larger than 1,000,000 bytes; send it in parts, or as NDJSON/)
  })

  test('an array of too many events is 413, and none of it is stored', async () => {
    const array = (count: number) => `[${Array.from({ length: count }, (_, i) => `{${at},"event_id":"many${i}"}`)}]`
    assert.equal((await send(array(2001))).status, 413)
    assert.equal(await countOf('many'), 0)
    assert.equal((await send(array(2000))).report.accepted, 2000)
  })

  test('an array whose end is missing is 400, and none of it is stored', async () => {
    const { status, report } = await send(`[{${at},"event_id":"cut1"},{${at},"event_id":"cut2"}`)
    assert.equal(status, 400)
    assert.match(report.detail!, /not closed/)
    assert.equal(await countOf('cut'), 0)
  })

  test('NDJSON has no limit but time: more than a body may be, in one request', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `{${at},"event_id":"long${i}","description":"${'x'.repeat(9000)}"}\n`,
    )
    const { status, report } = await send(lines.join(''), { 'content-type': ndjson })
    assert.equal(status, 201, report.detail)
    assert.equal(report.accepted, 300)
  })

  test('a zstd frame that asks for a window larger than HTTP allows is refused', async () => {
    // Magic number, then a descriptor without anything, then a window of 128 MiB (RFC 8878, section 3.1.1.1.2).
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (27 - 10) << 3, 0x01, 0x00, 0x00])
    const { status } = await send(frame, { 'content-encoding': 'zstd' })
    assert.equal(status, 400)
  })

  test('a sender who falls silent is told 408, wherever in his body he stopped', async () => {
    for (const [contentType, encoding, pieces] of [
      [json, 'identity', ['[']],
      [json, 'identity', ['[', `{${at}}`, ',']],
      [json, 'gzip', [gzipSync('[').subarray(0, 10)]],
      [ndjson, 'identity', ['{']],
    ] as const) {
      const request = open({ 'content-type': contentType, 'content-encoding': encoding })
      for (const piece of pieces) await request.write(piece)
      const { status, text } = await request.answer
      assert.equal(status, 408, text)
      assert.match(text, /sent nothing for 400 ms/)
    }
  })

  test('a sender who drips is told 408 when his time is over', async () => {
    for (const [contentType, message] of [
      [json, /did not end within 1500 ms/],
      [ndjson, /did not end within 2500 ms/],
    ] as const) {
      const request = open({ 'content-type': contentType })
      let isAnswered = false
      const answer = request.answer.finally(() => {
        isAnswered = true
      })
      const dripping = until(async () => {
        await request.write(' ').catch(() => {})
        return isAnswered
      })
      const { status, text } = await answer
      assert.equal(status, 408, text)
      assert.match(text, message)
      await dripping
    }
  })

  test('what NDJSON held before its sender fell silent is stored, and the answer counts it', async () => {
    const request = open({ 'content-type': ndjson })
    await request.write(`{${at},"event_id":"silent1"}\n{${at},"event_id":"silent2"}\n{${at},"event_id":"sil`)
    const { status, text } = await request.answer
    assert.equal(status, 408)
    const report = JSON.parse(text) as IngestReport
    assert.deepEqual([report.accepted, report.rejected, report.error], [2, 0, 'The body sent nothing for 400 ms'])
    assert.equal(await countOf('sil'), 2)
  })

  test('what NDJSON held before a line without end is stored, and the answer counts it', async () => {
    const { status, report } = await send(`{${at},"event_id":"endless"}\n${'x'.repeat(3_000_000)}`, {
      'content-type': ndjson,
    })
    assert.equal(status, 413)
    assert.equal(report.accepted, 1)
    assert.match(report.error!, /Line 2 is longer than/)
    assert.equal(await countOf('endless'), 1)
  })

  test('senders who vanish leave whole events or none, and sending again stores nothing twice', async () => {
    const lines = (round: number) => Array.from({ length: 20 }, (_, i) => `{${at},"event_id":"gone${round}-${i}"}\n`)
    for (let round = 0; round < 5; round++) {
      const request = open({ 'content-type': ndjson })
      await request.write(`${lines(round).slice(0, 10).join('')}{${at},"event_id":"half`)
      await until(async () => (await countOf(`gone${round}-`)) === 10)
      request.leave()
      const array = open({ 'content-type': json })
      await array.write(`[${lines(round).slice(10).join(',')}`)
      array.leave()
    }
    for (let round = 0; round < 5; round++) {
      const { report } = await send(lines(round).join(''), { 'content-type': ndjson })
      assert.deepEqual([report.accepted, report.duplicate], [10, 10])
    }
    assert.equal(await countOf('gone'), 100)
    assert.equal(await countOf('half'), 0)
  })

  test('under more load than it takes, senders are told to come back, and all that is acknowledged is there once', async () => {
    const statuses = new Map<number, number>()
    const sendUntilTaken = async (sender: number) => {
      for (let i = 0; i < 3; i++) {
        const id = `load-${sender}-${i}`
        const body = `[${Array.from({ length: 5 }, (_, n) => `{${at},"event_id":"${id}-${n}","description":"${'x'.repeat(9000)}"}`)}]`
        for (let status = 0; status !== 201; ) {
          const answer = await send(body)
          status = answer.status
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status !== 201) assert.ok(Number(answer.headers.get('retry-after')) >= 1, `${status} without Retry-After`)
        }
      }
    }
    await Promise.all(Array.from({ length: 40 }, (_, sender) => sendUntilTaken(sender)))
    assert.ok((statuses.get(429) ?? 0) > 0, 'nothing was refused')
    assert.deepEqual([...statuses.keys()].sort(), [201, 429])
    assert.equal(await countOf('load-'), 40 * 3 * 5)
  })
})
