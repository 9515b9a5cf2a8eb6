import assert from 'node:assert/strict'
import test from 'node:test'
import type { KnownEvent } from './events.ts'
import { merged } from './merge-events.ts'

const event = (event_id: string, seconds: number) =>
  ({ event_id, timestamp: `2026-03-02T14:00:0${seconds}Z` }) as KnownEvent

const idsOf = (events: readonly KnownEvent[]) => events.map(({ event_id }) => event_id).join('')

test('events that come late are put where they belong, and each stands there once', () => {
  const events = merged([event('a', 1), event('c', 3)], [event('b', 2), event('c', 3), event('d', 3), event('b', 2)])
  assert.equal(idsOf(events), 'abcd')
})

test('nothing new leaves the list as it was', () => {
  const ordered = [event('a', 1)]
  assert.equal(merged(ordered, [event('a', 1)]), ordered)
})
