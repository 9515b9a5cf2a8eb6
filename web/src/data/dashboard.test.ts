import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allGroups, narrowedTo, usualTime } from './dashboard.ts'
import { intervalFor } from './interval.ts'
import { formatChange, formatMeasured, formatPoints, formatShare } from './measure-words.ts'

describe('the dashboard', () => {
  const now = Date.parse('2026-03-10T12:30:00Z')

  test('looks at a day while all is of the last one, else at a week, and at the last week in which something was', () => {
    assert.deepEqual(usualTime({ from: '2026-03-10T10:00:00Z', to: '2026-03-10T12:00:00Z' }, now), { range: '-24h' })
    assert.deepEqual(usualTime({ from: '2026-01-01T00:00:00Z', to: '2026-03-10T12:00:00Z' }, now), { range: '-7d' })
    assert.deepEqual(usualTime({ from: null, to: null }, now), { range: '-7d' })
    assert.deepEqual(usualTime({ from: '2026-01-01T00:00:00Z', to: '2026-03-02T12:13:36Z' }, now), {
      from: '2026-02-23T13:00:00.000Z',
      to: '2026-03-02T13:00:00.000Z',
    })
  })

  test('adds up what was counted of each group, now, before, and step by step', () => {
    const step = (...counts: number[]) => counts.map((count) => ({ at: '', values: [count] }))
    const groups = [
      { key: ['a'], values: [5], series: step(2, 3), previous: { values: [1] } },
      { key: ['b'], values: [4], series: step(0, 4) },
    ]
    const rest = { values: [1], series: step(1, 0), previous: { values: [7] } }
    assert.deepEqual(allGroups({ groups, rest }), { now: 10, before: 8, series: [3, 7] })
    assert.deepEqual(allGroups({ groups: [{ key: ['a'], values: [5] }], rest: null }), {
      ...{ now: 5, before: null, series: [] },
    })
    assert.deepEqual(allGroups({ groups: [], rest: null }), { now: 0, before: null, series: [] })
  })

  test('narrows a question by filter, and by time only when it has one', () => {
    const question = { q: 'type:a OR type:b', range: '-30d', by: ['type'] }
    assert.deepEqual(narrowedTo({ q: 'user_id:mia' }, question), {
      ...question,
      q: '(type:a OR type:b) user_id:mia',
      tz: undefined,
    })
    const timed = narrowedTo({ from: '2026-03-01T00:00:00Z' }, question)
    assert.deepEqual([timed.q, timed.range, timed.from], ['type:a OR type:b', undefined, '2026-03-01T00:00:00Z'])
  })
})

test('an interval makes no more steps than one can see', () => {
  const hour = 3_600_000
  const spans = { minute: 3, quarter_hour: 24, hour: 7 * 24, day: 30 * 24, week: 365 * 24, month: 10 * 365 * 24 }
  for (const [interval, hours] of Object.entries(spans)) assert.equal(intervalFor(hours * hour), interval)
})

test('numbers are said as what they are', () => {
  assert.equal(formatMeasured({ measure: 'count' }, 3275), '3,275')
  assert.equal(formatMeasured({ measure: 'percentile', percent: 95, of: 'attributes.duration_ms' }, 924.3), '924 ms')
  assert.equal(formatMeasured({ measure: 'average', of: 'attributes.price' }, 12.34567), '12.35')
  assert.equal(formatMeasured({ measure: 'max', of: 'attributes.price' }, null), '–')
  assert.deepEqual([0.185, 0, 0.0001, null].map(formatShare), ['18.5%', '0%', '<0.1%', '–'])
  assert.deepEqual([formatPoints(0.125, 0.118), formatPoints(0.1, 0.1)], ['+0.7 points', '0 points'])
  assert.deepEqual(
    [formatChange(3, 2), formatChange(1, 2), formatChange(5, 0), formatChange(0, 0)],
    ['+50%', '-50%', 'new', '0%'],
  )
})
