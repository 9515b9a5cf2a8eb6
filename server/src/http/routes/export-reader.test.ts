import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { exportFormats } from '@occur/client/protocol'
import type { Engine } from '../../engine/engine.ts'
import { until } from '../../engine/testing/until.ts'
import type { TestServer } from '../../testing/test-server.ts'
import { startServerOnClickHouse } from '../testing/server-on-clickhouse.ts'

const eventCount = 60_000
const queryMsMax = 3000

/** Far more than all buffers on the way hold together, so that the engine has to wait for a reader who does not read. */
describe('an export and its reader', () => {
  let server: TestServer
  let engine: Engine
  let stop: () => Promise<void>
  before(async () => {
    const settings = { env: { OCCUR_QUERY_MS_MAX: String(queryMsMax) } }
    ;({ server, engine, stop } = await startServerOnClickHouse(settings))
    await engine.command(
      `INSERT INTO event (project, timestamp, event_id, description, received_at, writer, seq)
      SELECT 'default', now64(9), toString(number), randomPrintableASCII(2000), now64(9), 1, number FROM numbers(${eventCount})`,
      { settings: { max_block_size: 5000, min_insert_block_size_rows: 5000, min_insert_block_size_bytes: 1_000_000 } },
    )
  })
  after(() => stop?.())

  /** Seconds that the one export has been running in the engine; undefined when it is not. */
  async function running(): Promise<number | undefined> {
    const [row] = await engine.rows<{ elapsed: number }>(
      `SELECT elapsed FROM system.processes WHERE query LIKE '%FROM event WHERE%ORDER BY timestamp%' AND query_id != queryID()`,
    )
    return row?.elapsed
  }

  function begin(query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = get(`${server.url}/api/v1/events/export?${query}`, {
        headers: { 'syllable-api-key': server.key, ...headers },
      })
      asked.on('response', resolve).on('error', reject)
    })
  }

  test('may pause for longer than a question may take, and has everything in the end', async () => {
    const answer = await begin('fields=event_id&fields=description')
    // Whoever does not read holds the engine back, or it would be done long before.
    await until(async () => ((await running()) ?? assert.fail('the engine did not wait')) > queryMsMax / 1000 + 0.5)
    let lines = 0
    for await (const chunk of answer) {
      for (const byte of chunk as Buffer) if (byte === 0x0a) lines++
    }
    assert.equal(lines, eventCount)
  })

  async function placesTaken(): Promise<string | undefined> {
    const text = await (await server.fetch('/metrics')).text()
    return /^occur_questions\{effort="export",state="running"\} (\d+)$/m.exec(text)?.[1]
  }

  test('who leaves ends the statement in the engine, and only then gives his place back', async () => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
      const answer = await begin('fields=description', headers)
      assert.notEqual(await running(), undefined)
      assert.equal(await placesTaken(), '1')
      answer.destroy()
      await until(async () => (await placesTaken()) === '0')
      assert.equal(await running(), undefined)
    }
  })

  for (const format of exportFormats) {
    for (const encoding of format === 'ndjson' || format === 'csv' ? ['identity', 'gzip'] : ['identity']) {
      test(`a failure in the middle never looks like a whole file: ${format}, ${encoding}`, async () => {
        const answer = await begin(`format=${format}&fields=description`, { 'accept-encoding': encoding })
        assert.equal(answer.statusCode, 200)
        assert.notEqual(await running(), undefined)
        const killing = engine.command(`KILL QUERY WHERE query LIKE '%FROM event WHERE%ORDER BY timestamp%' ASYNC`)
        await assert.rejects(async () => {
          for await (const _ of answer);
        }, /aborted|ECONNRESET/)
        await killing
      })
    }
  }
})
