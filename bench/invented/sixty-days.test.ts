import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenchEvent } from './session.ts'
import { sixtyDays } from './sixty-days.ts'

const endMs = Date.UTC(2026, 10, 22, 15)
const events = [...sixtyDays({ seed: 7, eventCount: 60_000, endMs })]

test('the same arguments give the same events, another seed gives others', () => {
  const first = (seed: number) => [...sixtyDays({ seed, eventCount: 500, endMs })]
  assert.deepEqual(first(1), first(1))
  assert.notDeepEqual(first(1), first(2))
})

test('there are as many events as were asked for, each with an id of its own', () => {
  assert.equal(events.length, 60_000)
  assert.equal(new Set(events.map(({ event_id }) => event_id)).size, events.length)
})

test('they fill the sixty days before the end, and a few come late', () => {
  const times = events.map(({ timestamp }) => Date.parse(timestamp))
  assert.ok(times.every((ms) => ms <= endMs && ms >= endMs - 60 * 86_400_000))
  assert.equal(countBy(events, ({ timestamp }) => timestamp.slice(0, 10)).size, 61)
  let latest = 0
  let late = 0
  for (const ms of times) {
    if (ms < latest) late++
    latest = Math.max(latest, ms)
  }
  assert.ok(late > 50 && late < 600, `${late} late`)
})

test('a session has 5 to 30 events, begins with its start and ends with its end', () => {
  const bySession = Map.groupBy(events, ({ session_id }) => session_id)
  // The last one may have been cut off.
  let cut = 0
  for (const session of bySession.values()) {
    session.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
    assert.equal(session[0]!.type, 'session-start')
    if (session.at(-1)!.type !== 'session-end') cut++
    else assert.ok(session.length >= 5 && session.length <= 30, `${session.length} events`)
  }
  assert.ok(cut <= 1, `${cut} without an end`)
})

test('an event has 300 to 500 bytes on average, and some have several kB', () => {
  const sizes = events.map((event) => JSON.stringify(event).length)
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  assert.ok(mean > 300 && mean < 500, `${mean} bytes`)
  assert.ok(sizes.filter((size) => size > 2000).length > events.length / 500)
})

test('a few users, tools and agents have most of the events', () => {
  for (const field of ['user_id', 'source_id', 'type'] as const) {
    const counts = [...countBy(events, (event) => event[field]).values()].sort((a, b) => b - a)
    const tenth = counts.slice(0, Math.ceil(counts.length / 10))
    assert.ok(sum(tenth) > events.length / 4, `${field}: ${sum(tenth)} in the first tenth`)
  }
})

test('a few percent of what tools do fails', () => {
  const called = events.filter(({ attributes }) => typeof attributes?.ok === 'boolean')
  const failed = called.filter(({ attributes }) => attributes?.ok === false)
  const part = failed.length / called.length
  assert.ok(part > 0.02 && part < 0.1, `${part}`)
})

test('people call again: conversations have more than one session', () => {
  const sessions = new Set(events.map(({ session_id }) => session_id)).size
  const conversations = new Set(events.map(({ conversation_id }) => conversation_id)).size
  assert.ok(sessions / conversations > 1.2, `${sessions} sessions in ${conversations} conversations`)
})

function countBy(all: readonly BenchEvent[], keyOf: (event: BenchEvent) => unknown): Map<unknown, number> {
  const counts = new Map<unknown, number>()
  for (const event of all) counts.set(keyOf(event), (counts.get(keyOf(event)) ?? 0) + 1)
  return counts
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
