import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { areSpecks, closedScale, placesOf, ticksOf, wholeOf, windowScale } from './journey-scale.ts'
import type { Span } from './time-scale.ts'
import { wallOf } from './zone.ts'

const span = fc
  .record({ fromMs: fc.integer({ min: 0, max: 1e9 }), lengthMs: fc.integer({ min: 0, max: 1e6 }) })
  .map(({ fromMs, lengthMs }): Span => ({ fromMs, toMs: fromMs + lengthMs }))
const spans = fc.array(span, { minLength: 1, maxLength: 60 })

describe('the axis of a journey', () => {
  test('keeps time in order and within its bounds, with the gaps and without them', () => {
    fc.assert(
      fc.property(spans, (some) => {
        for (const scale of [windowScale(wholeOf(some)), closedScale(some)]) {
          const places = some
            .flatMap(({ fromMs, toMs }) => [fromMs, toMs])
            .toSorted((a, b) => a - b)
            .map(scale.at)
          assert.ok(places.every((place) => place >= 0 && place <= 100.000001))
          assert.ok(places.every((place, index) => index === 0 || place >= places[index - 1]!))
          assert.ok(Math.abs(scale.stretches.at(-1)!.right - 100) < 1e-6)
        }
      }),
    )
  })

  test('without gaps, days between two sessions take no more room than minutes', () => {
    const minute = 60_000
    const at = closedScale([
      { fromMs: 0, toMs: minute },
      { fromMs: 10 * minute, toMs: 11 * minute },
      { fromMs: 90_000 * minute, toMs: 90_001 * minute },
    ]).at
    assert.equal(at(10 * minute) - at(minute), at(90_000 * minute) - at(11 * minute))
    const [first, last] = [at(minute) - at(0), at(90_001 * minute) - at(90_000 * minute)]
    assert.ok(Math.abs(first - last) < 1e-9)
  })

  test('calls of minutes are specks over days, chats of hours over a day are not, and one alone fills it', () => {
    const [minute, hour] = [60_000, 3_600_000]
    const each = (length: number, apart: number) =>
      [0, 1, 2].map((n) => ({ fromMs: n * apart, toMs: n * apart + length }))
    assert.equal(areSpecks(each(5 * minute, 24 * hour)), true)
    assert.equal(areSpecks(each(2 * hour, 8 * hour)), false)
    assert.equal(areSpecks(each(minute, hour).slice(0, 1)), false)
  })

  test('nothing is drawn on anything else while there are rows', () => {
    fc.assert(
      fc.property(spans, (some) => {
        const places = placesOf(some, windowScale(wholeOf(some)), 0.7, some.length)
        assert.equal(places.length, some.length)
        for (const one of places) {
          assert.ok(one.left >= 0 && one.left + one.width <= 100.000001)
          const others = places.filter((other) => other !== one && other.row === one.row)
          assert.ok(others.every(({ left, width }) => left + width <= one.left || one.left + one.width <= left))
        }
      }),
    )
  })

  test('has round instants, and not too many of them', () => {
    const day = 86_400_000
    for (const lengthMs of [5 * 60_000, 7_200_000, day, 5 * day, 40 * day, 300 * day, 3000 * day]) {
      const fromMs = Date.UTC(2026, 2, 2, 14, 7, 18)
      const ticks = ticksOf({ fromMs, toMs: fromMs + lengthMs }, 8, 'Asia/Kathmandu')
      assert.ok(ticks.length >= 2 && ticks.length <= 9, `${lengthMs}: ${ticks.length}`)
      for (const { atMs, unit } of ticks) {
        const wall = wallOf(atMs, 'Asia/Kathmandu')
        assert.ok(atMs >= fromMs && atMs <= fromMs + lengthMs)
        assert.match(wall, /:00$/)
        if (unit !== 'time') assert.match(wall, /T00:00:00$/)
        if (unit === 'month') assert.match(wall, /-01T/)
      }
    }
  })
})
