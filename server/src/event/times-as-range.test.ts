import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFilter, parseFilter } from '@occur/client/filter'
import fc from 'fast-check'
import { matches } from './matches.ts'
import { event, now } from './testing/filter-cases.ts'
import type { TimeRange } from './time-range.ts'
import { timesAsRange } from './times-as-range.ts'
import { parseTimestamp, type TimestampNs } from './timestamp.ts'

type Ranged = ReturnType<typeof asked> & TimeRange

const instant = (text: string) => parseTimestamp(text) as TimestampNs
const asked = (q: string) => ({ asked: { filter: parseFilter(q), now } })
const said = (filter: Ranged) => {
  const { asked, ...range } = timesAsRange(filter)
  return { q: formatFilter(asked.filter), ...range }
}

test('times that every event must have become the range, within the one that was given', () => {
  const from = instant('2026-03-02T00:00:00Z')
  assert.deepEqual(said(asked('timestamp>=2026-03-02 type:a')), { q: 'type:a', from })
  assert.deepEqual(said(asked('timestamp:2026-03-02 type:a')), { q: 'type:a', from, to: from + 86_400_000_000_000n })
  assert.deepEqual(said({ ...asked('timestamp>=2026-03-01'), from, to: from + 1n }), { q: '', from, to: from + 1n })
  assert.deepEqual(said(asked('timestamp:-24h')), { q: '', from: now - 86_400_000_000_000n })
})

test('times in an OR or a negation, and those that no event can have, stay where they are', () => {
  for (const q of [
    'timestamp>=2026-03-02 OR type:a',
    '-timestamp>=2026-03-02',
    'timestamp:(2026-03-02 OR 2026-03-03)',
    'timestamp>=2026-03-03 timestamp<2026-03-02 type:a',
  ]) {
    const filter = asked(q)
    assert.equal(timesAsRange(filter), filter)
  }
})

test('the same events pass', () => {
  const time = fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-02T14:06:54.20618', '2026-03-03', '-24h', 'today')
  const condition = fc
    .record({ op: fc.constantFrom(':', '<', '<=', '>', '>='), time })
    .map(({ op, time }) => `timestamp${op}${time}`)
  const part = fc.oneof(
    condition,
    fc.tuple(condition, condition).map((two) => `(${two.join(' ')})`),
    fc.tuple(condition, condition).map((two) => `(${two.join(' OR ')})`),
    condition.map((one) => `-${one}`),
    fc.constantFrom(`type:${event.type}`, 'type:another'),
  )
  const end = fc.option(fc.constantFrom(event.timestamp - 1n, event.timestamp, event.timestamp + 1n), {
    nil: undefined,
  })
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), end, end, (parts, from, to) => {
      const filter = { ...asked(parts.join(' ')), ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
      assert.equal(passes(timesAsRange(filter)), passes(filter))
    }),
    { numRuns: 1000 },
  )
})

function passes({ asked, from, to }: Ranged): boolean {
  const isInRange = (from === undefined || event.timestamp >= from) && (to === undefined || event.timestamp < to)
  return isInRange && matches(asked.filter, event, asked.now)
}
