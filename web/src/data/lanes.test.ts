import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barsOf } from './bars.ts'
import type { Kind } from './events.ts'
import { itemAt, laneOf, lanesOf } from './lanes.ts'
import type { TimelineItem } from './timeline.ts'

const item = (kind: Kind, fromMs: number, toMs = fromMs, failed = false) =>
  ({ kind, fromMs, toMs, failed }) as unknown as TimelineItem

test('calls that run at once lie below each other, in as few rows as do', () => {
  const items = [item('tool', 0, 10), item('user', 2), item('tool', 5, 15), item('tool', 10, 20), item('tool', 12, 30)]
  const { rows, toolRowCount } = lanesOf(items)
  assert.deepEqual([...rows], [0, 0, 1, 0, 2])
  assert.equal(toolRowCount, 3)
})

test('from the seventh call at once on they share the last row', () => {
  const { rows, toolRowCount } = lanesOf(Array.from({ length: 9 }, (_, n) => item('tool', n, 100)))
  assert.deepEqual([...rows], [0, 1, 2, 3, 4, 5, 5, 5, 5])
  assert.equal(toolRowCount, 6)
})

test('there are never more bars than pixels, and what is drawn stays inside', () => {
  const items = Array.from({ length: 10_000 }, (_, n) => item(n % 2 === 0 ? 'user' : 'agent', n))
  const bars = barsOf(items, lanesOf(items), { from: 0, to: 10_000 }, 500)
  assert.ok(bars.length <= 500, String(bars.length))
  for (const { left, width } of bars) assert.ok(left >= 0 && left + width <= 500)
})

test('neighbours of one look become one bar, which is no single event; a failed one keeps its look', () => {
  const items = [item('user', 0), item('user', 1), item('tool', 500, 600), item('tool', 500, 600, true)]
  const bars = barsOf(items, lanesOf(items), { from: 0, to: 1000 }, 1000)
  assert.deepEqual(
    bars.map(({ look, index }) => [look, index]),
    [
      ['user', undefined],
      ['tool', 2],
      ['failed', 3],
    ],
  )
})

test('of what lies under a place the shortest is meant, in the lane that was pointed at', () => {
  const items = [item('tool', 0, 100), item('tool', 40, 60), item('user', 50)]
  const lanes = lanesOf(items)
  const at = (lane: 'user' | 'tools' | undefined, row = 0, ms = 50) => itemAt(items, lanes, { ms, lane, row }, 5)
  assert.equal(at(undefined), 2)
  assert.equal(at('tools', 1), 1)
  assert.equal(at('tools', 0), 0)
  assert.equal(at('user', 0, 90), undefined)
  assert.equal(laneOf({ kind: 'transfer' }), 'tools')
})
