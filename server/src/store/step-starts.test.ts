import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { intervals } from '@occur/client/protocol'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { checkQuestion } from '../event/question.ts'
import { stepStarts } from './step-starts.ts'

let engine: Engine
before(async () => {
  engine = await openTestEngine()
})
after(() => engine?.close())

test('every time zone that the engine knows is one that it knows when a question names it in small letters', async () => {
  const rows = await engine.rows<{ time_zone: string }>('SELECT time_zone FROM system.time_zones')
  const known = rows.map(({ time_zone }) => time_zone)
  const unknown = known.filter((name) => {
    const found = timeZoneOf(name.toLowerCase())
    return found !== null && !known.includes(found)
  })
  assert.deepEqual(unknown, [])
  assert.ok(known.filter((name) => timeZoneOf(name) !== null).length > 400)
})

test('steps that are counted off are those that the engine finds', async () => {
  const someStart = fc.bigInt({ min: BigInt(Date.UTC(1905, 0)), max: BigInt(Date.UTC(2250, 0)) })
  const someRange = fc.record({ startMs: someStart, ms: fc.bigInt(1n, 100_000_000n), ns: fc.bigInt(0n, 999_999n) })
  await fc.assert(
    fc.asyncProperty(someRange, fc.constantFrom(...intervals), async ({ startMs, ms, ns }, interval) => {
      const from = startMs * 1_000_000n + ns
      const range = { from, to: from + ms * 1_000_000n }
      // Another name of the same zone, which is not known to be it.
      const found = await stepStarts(engine, range, { interval, timeZone: 'Etc/UTC' })
      assert.deepEqual(await stepStarts(engine, range, { interval, timeZone: 'UTC' }), found)
    }),
    { numRuns: 50 },
  )
})

/** Null for what no question may name. */
function timeZoneOf(time_zone: string): string | null {
  try {
    return checkQuestion({ time_zone }, 0n, new Map()).timeZone
  } catch {
    return null
  }
}
