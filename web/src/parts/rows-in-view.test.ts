import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { rowsInView, topToShow } from './rows-in-view.ts'

describe('rows of equal height', () => {
  test('wherever one scrolls, all rows in view are made, and not many more', () => {
    for (let topPx = 0; topPx < 4000; topPx += 7) {
      const { from, to } = rowsInView(topPx, 800, 30, 10)
      assert.ok(from >= 0 && from * 30 <= topPx, `${topPx}: from ${from}`)
      assert.ok(to * 30 >= topPx + 800, `${topPx}: to ${to}`)
      assert.ok(to - from <= 27 + 1 + 2 * 10 + 2 * 4, `${topPx}: ${to - from} rows`)
    }
  })

  test('scrolling within a few rows needs no others', () => {
    const spans = new Set(Array.from({ length: 120 }, (_, px) => JSON.stringify(rowsInView(3000 + px, 780, 30, 10))))
    assert.ok(spans.size <= 3, [...spans].join())
  })

  test('a row is shown below the head by as little scrolling as it takes', () => {
    const view = { topPx: 300, heightPx: 630, headPx: 30 }
    assert.equal(topToShow(9, 30, view), 270)
    assert.equal(topToShow(10, 30, view), undefined)
    assert.equal(topToShow(29, 30, view), undefined)
    assert.equal(topToShow(30, 30, view), 330)
  })
})
