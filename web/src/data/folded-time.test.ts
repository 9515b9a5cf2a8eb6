import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { foldedTime } from './folded-time.ts'
import type { Span } from './time-scale.ts'
import { ticksOf } from './time-window.ts'

const minute = 60_000
const hour = 60 * minute
const span = fc
  .record({ fromMs: fc.integer({ min: -1e6, max: 1e9 }), lengthMs: fc.integer({ min: 0, max: 1e6 }) })
  .map(({ fromMs, lengthMs }): Span => ({ fromMs, toMs: fromMs + lengthMs }))
const spans = fc.array(span, { minLength: 1, maxLength: 60 })

describe('the time of a session', () => {
  test('without long silences is as it was', () => {
    const { at, msAt, folds } = foldedTime([
      { fromMs: -2000, toMs: 0 },
      { fromMs: 4 * minute, toMs: 5 * minute },
    ])
    assert.deepEqual(folds, [])
    for (const ms of [-2000, 0, minute, 5 * minute]) assert.deepEqual([at(ms), msAt(ms)], [ms, ms])
  })

  test('two hours of silence in a call take an eighth of it', () => {
    const { at, folds } = foldedTime([
      { fromMs: 0, toMs: minute },
      { fromMs: minute + 2 * hour, toMs: 2 * minute + 2 * hour },
    ])
    assert.deepEqual(
      folds.map(({ fromMs, toMs }) => toMs - fromMs),
      [2 * hour],
    )
    const wholePlaces = at(2 * minute + 2 * hour)
    assert.ok(at(minute) / wholePlaces > 0.4, 'what was said first has its room')
    const [fold] = folds
    assert.ok(Math.abs(((fold?.right ?? 0) - (fold?.left ?? 0)) / wholePlaces - 0.12) < 1e-9)
  })

  test('a silence that is short beside what happened is drawn as long as it was', () => {
    const { folds } = foldedTime([
      { fromMs: 0, toMs: hour },
      { fromMs: hour + 6 * minute, toMs: 2 * hour },
    ])
    assert.deepEqual(folds, [])
  })

  test('messages over days keep apart, and most of the axis is not spent on silence', () => {
    const days = [0, 1, 2, 3, 4, 5].map((day) => day * 24 * hour)
    const { at, folds } = foldedTime(days.flatMap((ms) => [ms, ms + 20_000]).map((ms) => ({ fromMs: ms, toMs: ms })))
    const wholePlaces = at(5 * 24 * hour + 20_000)
    assert.equal(folds.length, 5)
    for (const ms of days) assert.ok((at(ms + 20_000) - at(ms)) / wholePlaces > 0.05)
  })

  test('has a place for every instant and an instant for every place, in order', () => {
    fc.assert(
      fc.property(spans, (some) => {
        const { at, msAt, folds } = foldedTime(some)
        const instants = some.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).toSorted((a, b) => a - b)
        for (const [index, ms] of instants.entries()) {
          assert.ok(Math.abs(msAt(at(ms)) - ms) < 0.01)
          assert.ok(index === 0 || at(ms) >= at(instants[index - 1] as number))
        }
        const length = at(instants.at(-1) as number) - at(instants[0] as number)
        const folded = folds.reduce((sum, { left, right }) => sum + right - left, 0)
        assert.ok(folded <= 0.6 * length + 1e-6)
        for (const { fromMs, toMs, left, right } of folds) {
          assert.ok(left > at(fromMs) && right < at(toMs), 'beside a fold there is room')
          assert.ok(some.every((one) => one.toMs <= fromMs || one.fromMs >= toMs))
        }
      }),
    )
  })

  test('is marked where it goes on after a fold, and nowhere inside', () => {
    const time = foldedTime([
      { fromMs: 0, toMs: minute },
      { fromMs: 2 * hour + 7000, toMs: 2 * hour + minute },
    ])
    const whole = { from: 0, to: time.at(2 * hour + minute) }
    const labels = (widthPx: number) => ticksOf(whole, widthPx, time).map(({ label }) => label)
    assert.deepEqual(labels(600), ['00:00', '00:30', '01:00', '02:00:07', '02:00:30', '02:01:00'])
    // Where two have no room, the second gives way.
    assert.deepEqual(labels(500), ['00:00', '00:30', '01:00', '02:00:30', '02:01:00'])
  })
})
