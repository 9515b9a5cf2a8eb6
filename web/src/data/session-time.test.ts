import assert from 'node:assert/strict'
import test from 'node:test'
import { barsOf } from './bars.ts'
import { eventPartOf } from './event-filter.ts'
import type { KnownEvent } from './events.ts'
import { itemAt, lanesOf } from './lanes.ts'
import { momentsOf } from './moments.ts'
import { slowestOf, toolUses } from './session-summary.ts'
import { extentOf, timelineOf } from './timeline.ts'
import { slowMsOf } from './waits.ts'

function event(offsetMs: number, facts: Partial<KnownEvent>): KnownEvent {
  return {
    timestamp: new Date(Date.UTC(2026, 2, 2, 14) + offsetMs).toISOString(),
    session_id: 's',
    conversation_id: null,
    source: null,
    source_id: null,
    category: null,
    type: null,
    user_id: null,
    description: null,
    attributes: null,
    event_id: `e${offsetMs}-${facts.source_id ?? facts.type ?? ''}`,
    received_at: '2026-03-02T14:00:00Z',
    cursor: 'c',
    ...facts,
  }
}

const tool = (offsetMs: number, source_id: string, attributes: KnownEvent['attributes']) =>
  event(offsetMs, { source: 'tool-call', source_id, attributes })
const user = (offsetMs: number) => event(offsetMs, { type: 'user-message', attributes: { text: 'Well?' } })
const agent = (offsetMs: number) => event(offsetMs, { type: 'agent-message', attributes: { text: 'Well.' } })

test('a call that says how it came out took its time until then, any other from then on', () => {
  const items = timelineOf([
    event(0, { type: 'session-start' }),
    tool(5000, 'done', { ok: true, duration_ms: 2000 }),
    tool(6000, 'asked', { duration_ms: 500 }),
    tool(9000, 'said', { started_at: '2026-03-02T14:00:07Z', result: 'x' }),
    tool(9500, 'half', { tool_call_id: 'c', arguments: {} }),
    tool(9900, 'half', { tool_call_id: 'c', result: 'x' }),
  ])
  const spans = items.map(({ fromMs, toMs }) => [fromMs, toMs])
  assert.deepEqual(spans, [
    [0, 0],
    [3000, 5000],
    [6000, 6500],
    [7000, 9000],
    [9500, 9900],
    [9900, 9900],
  ])
})

test('what was told of first may have begun before it: the timeline begins there', () => {
  const items = timelineOf([tool(0, 'a', { ok: true, duration_ms: 3000 }), agent(1000)])
  assert.deepEqual(extentOf(items), { from: -3000, to: 1000 })
})

test('an answer is slow when it takes twice as long as is usual, but never below four or above ten seconds', () => {
  assert.equal(slowMsOf([]), 6000)
  assert.equal(slowMsOf([30_000]), 6000)
  assert.equal(slowMsOf([3000, 3000, 3500, 9000]), 6000)
  assert.equal(slowMsOf([30_000, 30_000, 30_000, 1000]), 10_000)
  assert.equal(slowMsOf([1000, 1000, 1000, 9200]), 4000)
})

test('a slow answer says what it was spent on, and a silence after a connected transfer is no silence', () => {
  const events = [
    user(0),
    tool(8000, 'find', { ok: true, duration_ms: 7000 }),
    agent(9000),
    event(70_000, { type: 'x' }),
  ]
  const waits = (connects?: ReadonlySet<string>) => timelineOf(events, connects).flatMap(({ wait }) => wait ?? [])
  assert.deepEqual(waits(), [
    { for: 'agent', fromMs: 0, toMs: 9000, tool: { name: 'find', ms: 7000 } },
    { for: 'anything', fromMs: 9000, toMs: 70_000, tool: undefined },
  ])
  assert.equal(waits(new Set([events[2]?.event_id ?? '']))[1]?.for, 'transferred')
})

test('calls that run at once lie below each other', () => {
  const at = (offsetMs: number) => tool(offsetMs, `t${offsetMs}`, { ok: true, duration_ms: 1000 })
  const items = timelineOf([user(0), at(2000), at(2500), at(3200), at(9000)])
  const { rows, toolRowCount } = lanesOf(items)
  assert.deepEqual([...rows], [0, 0, 1, 0, 0])
  assert.equal(toolRowCount, 2)
})

test('there are never more bars than pixels, and each is inside', () => {
  const events = Array.from({ length: 5000 }, (_, index) => (index % 2 ? user(index * 10) : agent(index * 10)))
  const items = timelineOf(events)
  const bars = barsOf(items, lanesOf(items), extentOf(items), 300)
  assert.ok(bars.length < 300)
  assert.ok(bars.every(({ left, width }) => left >= 0 && left + width <= 300.001))
})

test('a crowded lane shows how many items there are, the failed among them, and keeps its columns where they are', () => {
  const events = Array.from({ length: 3000 }, (_, index) =>
    tool(index * 10, 'find', { ok: index % 300 > 0 || index < 9 }),
  )
  const items = timelineOf(events)
  const lanes = lanesOf(items)
  const bars = barsOf(items, lanes, { from: 0, to: 30_000 }, 300)
  assert.ok(bars.every(({ stands }) => stands && stands.from >= 0 && stands.from < stands.to && stands.to <= 1.000001))
  assert.equal(bars.filter(({ look }) => look === 'failed').length, 9)
  assert.ok(bars.filter(({ look }) => look === 'tool').every(({ stands }) => (stands?.to ?? 0) > 0.9))
  const moved = barsOf(items, lanes, { from: 3000, to: 33_000 }, 300)
  const lefts = new Set(bars.map(({ left }) => Math.round(left)))
  for (const { left } of moved.filter(({ left }) => left > 3 && left < 260)) assert.ok(lefts.has(Math.round(left + 30)))
})

test('a place on the timeline leads to what is there, the shorter before the longer', () => {
  const items = timelineOf([user(0), tool(9000, 'long', { ok: true, duration_ms: 8000 }), user(5000)].sort(byTime))
  const lanes = lanesOf(items)
  assert.equal(itemAt(items, lanes, { ms: 5000, lane: 'tools', row: 0 }, 100), 2)
  assert.equal(itemAt(items, lanes, { ms: 5000, lane: 'user', row: 0 }, 100), 1)
  assert.equal(itemAt(items, lanes, { ms: 5000, lane: undefined, row: 0 }, 100), 1)
  assert.equal(itemAt(items, lanes, { ms: 700, lane: 'agent', row: 0 }, 100), undefined)
})

test('the moments of a session are its waits, its errors and its transfers, in order', () => {
  const items = timelineOf([
    user(0),
    tool(1000, 'find', { ok: false, error: { code: 'timeout', message: 'too slow' } }),
    agent(30_000),
    event(31_000, { type: 'human-transfer', source: 'tool-call', attributes: { arguments: { reason: 'asked' } } }),
  ])
  assert.deepEqual(
    momentsOf(items, new Map()).map(({ kind, title, detail }) => [kind, title, detail]),
    [
      ['slow', '30 s until the agent answered', ''],
      ['error', 'find failed', 'timeout: too slow'],
      ['transfer', 'Transferred to a person', 'asked'],
    ],
  )
})

test('tools are counted with what they took', () => {
  const uses = toolUses(
    timelineOf([
      tool(1000, 'a', { ok: true, duration_ms: 100 }),
      tool(2000, 'b', { ok: false, duration_ms: 900 }),
      tool(3000, 'a', { ok: true, duration_ms: 300 }),
    ]),
  )
  assert.deepEqual(
    uses.map(({ name, callCount, failedCount, totalMs, slowest }) => [
      name,
      callCount,
      failedCount,
      totalMs,
      slowest?.ms,
    ]),
    [
      ['b', 1, 1, 900, 900],
      ['a', 2, 0, 400, 300],
    ],
  )
  assert.equal(slowestOf(uses)?.name, 'b')
  assert.equal(slowestOf([]), undefined)
})

test('of a filter of sessions only what is about events is looked for among them', () => {
  assert.equal(eventPartOf('type:lookup events>20 attributes.ok:false'), 'type:lookup attributes.ok:false')
  assert.equal(eventPartOf('duration>300'), undefined)
  assert.equal(eventPartOf('type:lookup (type:a OR transfers>0)'), 'type:lookup')
  assert.equal(eventPartOf('-transfers>0 calendar'), 'calendar')
  assert.equal(eventPartOf('tpye:x'), 'tpye:x')
})

function byTime(a: KnownEvent, b: KnownEvent): number {
  return a.timestamp < b.timestamp ? -1 : 1
}
