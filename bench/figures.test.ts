import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, quantile } from './figures.ts'

test('a quantile is the value that this part does not exceed, in whatever order they were measured', () => {
  const values = Array.from({ length: 100 }, (_, at) => (at * 37) % 100)
  assert.equal(quantile(values, 0.99), 99)
  assert.equal(quantile(values, 0.25), 25)
  assert.equal(quantile(values, 1), 99)
})

test('one disturbed round does not move the median', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([3, 1000, 2]), 3)
})

test('of two rounds neither is the median', () => {
  assert.equal(median([0.7, 0.9]), 0.8)
  assert.equal(median([4, 1, 2, 1000]), 3)
})

test('nothing has no quantile and no median', () => {
  assert.throws(() => median([]), /nothing was measured/)
  assert.throws(() => quantile([], 0.5), /nothing was measured/)
})
