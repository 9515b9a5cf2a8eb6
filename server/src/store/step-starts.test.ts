import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { checkQuestion } from '../event/question.ts'

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

/** Null for what no question may name. */
function timeZoneOf(time_zone: string): string | null {
  try {
    return checkQuestion({ time_zone }, 0n, new Map()).timeZone
  } catch {
    return null
  }
}
