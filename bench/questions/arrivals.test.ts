import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenchEvent } from '../invented/session.ts'
import { sixtyDays } from '../invented/sixty-days.ts'
import { arrivals } from './arrivals.ts'

const filled = { seed: 1, eventCount: 1000, endMs: Date.UTC(2026, 10, 22, 15) }

test('what arrives goes on where it was left', () => {
  const whole = first(arrivals(filled, 0), 300)
  assert.deepEqual([...first(arrivals(filled, 0), 120), ...first(arrivals(filled, 120), 180)], whole)
})

test('what arrives is later than all that was there, each event a millisecond after the one before, with an id of its own', () => {
  const arrived = first(arrivals(filled, 0), 500)
  for (const [at, { timestamp }] of arrived.entries()) assert.equal(Date.parse(timestamp), filled.endMs + at)
  const before = [...sixtyDays(filled)]
  assert.ok(before.every(({ timestamp }) => Date.parse(timestamp) <= filled.endMs))
  assert.equal(new Set([...before, ...arrived].map(({ event_id }) => event_id)).size, 1500)
})

function first(events: Iterator<BenchEvent>, count: number): BenchEvent[] {
  return Array.from({ length: count }, () => events.next().value as BenchEvent)
}
