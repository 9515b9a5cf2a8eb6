import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnsweredGroup } from '@occur/client/protocol'
import { histogramFrom } from './histogram.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString()
const group = (key: string | null, ...counts: (number | null)[]): AnsweredGroup =>
  ({
    key: [key],
    values: [],
    series: counts.map((count, hour) => ({ at: at(hour), values: [count] })),
  }) as AnsweredGroup

test('each group has a value for each step, the others stand last', () => {
  const histogram = histogramFrom(
    { groups: [group('a', 1, 2), group(null, 0, null)], rest: group(null, 3, 4) },
    'hour',
    undefined,
    'UTC',
  )
  assert.deepEqual(histogram, {
    interval: 'hour',
    times: [0, 1].map((hour) => Date.UTC(2026, 2, 2, hour) / 1000),
    groups: [
      { key: 'a', values: [1, 2] },
      { key: null, values: [0, null] },
      { key: null, values: [3, 4], isRest: true },
    ],
  })
})

test('an answer without events is none', () => {
  assert.equal(histogramFrom({ groups: [], rest: null }, 'hour', Date.now(), 'UTC'), null)
})

test('up to now there are steps in which nothing was', () => {
  const histogram = histogramFrom({ groups: [group('a', 5)], rest: null }, 'hour', Date.UTC(2026, 2, 2, 3, 1), 'UTC')
  assert.deepEqual(
    histogram?.times.map((seconds) => new Date(seconds * 1000).getUTCHours()),
    [0, 1, 2, 3],
  )
  assert.deepEqual(histogram?.groups[0]?.values, [5, 0, 0, 0])
})

test('steps of days begin when the days do, also where clocks are set forward', () => {
  const series = [{ at: '2026-03-28T23:00:00.000Z', values: [1] }]
  const berlin = histogramFrom(
    { groups: [{ key: ['a'], values: [], series } as unknown as AnsweredGroup], rest: null },
    'day',
    Date.UTC(2026, 2, 31),
    'Europe/Berlin',
  )
  assert.deepEqual(
    berlin?.times.map((seconds) => new Date(seconds * 1000).toISOString()),
    ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z'],
  )
})
