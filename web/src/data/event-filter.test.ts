import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventPartOf } from './event-filter.ts'

test('of a filter of sessions stays what it says of events, and nothing that an event could break', () => {
  const cases: [string | undefined, string | undefined][] = [
    ['duration>300 type:a', 'type:a'],
    ['duration>300', undefined],
    ['type:a OR duration>300', undefined],
    ['type:a OR type:b', 'type:a OR type:b'],
    ['-(type:a duration>300) x', '-type:a x'],
    ['type:(a', 'type:(a'],
    [undefined, undefined],
  ]
  for (const [whole, part] of cases) assert.equal(eventPartOf(whole), part, whole)
})
