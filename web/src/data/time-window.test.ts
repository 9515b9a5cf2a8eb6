import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldedTime } from './folded-time.ts'
import { following, panned, type TimeWindow, ticksOf, windowOf, windowText, within, zoomed } from './time-window.ts'

const whole = { from: 0, to: 100_000 }

test('zooming keeps the moment where it is, and stays within the whole', () => {
  assert.deepEqual(zoomed(whole, whole, 0.5, 25_000), { from: 12_500, to: 62_500 })
  assert.deepEqual(zoomed({ from: 10_000, to: 20_000 }, whole, 1000, 12_000), whole)
  const closest = zoomed({ from: 0, to: 40 }, whole, 0.001, 20)
  assert.equal(closest.to - closest.from, 20)
})

test('panning ends at the ends', () => {
  assert.deepEqual(panned({ from: 10_000, to: 20_000 }, whole, -50_000), { from: 0, to: 10_000 })
  assert.deepEqual(panned({ from: 10_000, to: 20_000 }, whole, 500_000), { from: 90_000, to: 100_000 })
  assert.deepEqual(within({ from: -5, to: 500_000 }, whole), whole)
})

test('the window follows a moment no further than it must', () => {
  const window = { from: 10_000, to: 20_000 }
  assert.equal(following(window, whole, 15_000), window)
  assert.deepEqual(following(window, whole, 30_000), { from: 20_800, to: 30_800 })
  assert.deepEqual(following(window, whole, 0), { from: 0, to: 10_000 })
})

const marks = (window: TimeWindow, widthPx: number) =>
  ticksOf(window, widthPx, foldedTime([{ fromMs: window.from, toMs: window.to }]))

test('ticks stand at round times, as far apart as their labels need', () => {
  assert.deepEqual(
    marks({ from: 500, to: 61_000 }, 400).map(({ label }) => label),
    ['00:10', '00:20', '00:30', '00:40', '00:50', '01:00'],
  )
  assert.deepEqual(
    marks({ from: 0, to: 300 }, 320).map(({ label }) => label),
    ['00:00.0', '00:00.1', '00:00.2', '00:00.3'],
  )
})

test('a window in an address comes back, and nonsense is none', () => {
  const window = { from: 63_200, to: 120_000 }
  assert.deepEqual(windowOf(windowText(window)), window)
  for (const text of [undefined, '', '5', '9-3', '1e3-5', '1-2-3']) assert.equal(windowOf(text), undefined, text)
})
