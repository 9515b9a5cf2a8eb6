import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { endOfStep, stacked, stepAt } from './chart-data.ts'
import { spanText, tickTexts } from './time-texts.ts'

const at = (text: string) => Date.parse(text) / 1000

describe('a chart over time', () => {
  test('stands each series of bars on those before it, and draws the highest first', () => {
    const series = [
      { name: 'a', values: [1, null, 3] },
      { name: 'b', values: [10, 20, null] },
    ]
    assert.deepEqual(stacked(series), [
      [11, 20, 3],
      [1, null, 3],
    ])
  })

  test('knows the step that holds an instant, and where it ends', () => {
    const times = [100, 160, 220]
    assert.deepEqual(
      [0, 100, 159, 160, 500].map((seconds) => stepAt(times, seconds)),
      [0, 0, 0, 1, 2],
    )
    assert.deepEqual(
      [0, 2].map((index) => endOfStep(times, index)),
      [160, 280],
    )
    assert.equal(endOfStep(times, 2, 250), 250)
  })

  test('ticks say the time of the day, the day where one begins, and the year where one begins', () => {
    const ticks = ['2025-12-31T18:00Z', '2026-01-01T00:00Z', '2026-01-01T06:00Z', '2026-01-02T00:00Z'].map(at)
    assert.deepEqual(tickTexts(ticks, 21_600, 'UTC'), ['18:00', '2026', '06:00', '2 Jan'])
    assert.deepEqual(tickTexts(ticks, 30, 'UTC')[2], '06:00:00')
    const months = ['2025-12-01T00:00Z', '2026-01-01T00:00Z', '2026-02-01T00:00Z'].map(at)
    assert.deepEqual(tickTexts(months, 30 * 86_400, 'UTC'), ['Dec', '2026', 'Feb'])
    assert.deepEqual(tickTexts([at('2026-01-01T23:00Z')], 3600, 'Europe/Berlin'), ['2 Jan'])
  })

  test('a step of whole days is told by its days, any other one by its times', () => {
    const span = (from: string, to: string) =>
      spanText(at(from) * 1000, at(to) * 1000, 'UTC').replace(/[\s\u2009]+/g, ' ')
    assert.equal(span('2026-03-02T00:00Z', '2026-03-03T00:00Z'), 'Mon, 2 Mar 2026')
    assert.match(span('2026-03-02T00:00Z', '2026-03-09T00:00Z'), /Mon, 2 Mar – Sun, 8 Mar 2026/)
    assert.match(span('2026-03-02T14:00Z', '2026-03-02T14:05Z'), /2 Mar 2026, 14:00 ?– ?14:05/)
  })
})
