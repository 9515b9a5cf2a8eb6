import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChange, formatMeasured, formatShare, measureName } from './measure-words.ts'

test('measures are named as one would say them', () => {
  assert.deepEqual(
    [
      measureName({ measure: 'count' }),
      measureName({ measure: 'distinct', of: 'session_id' }),
      measureName({ measure: 'distinct', of: 'attributes.city' }),
      measureName({ measure: 'percentile', of: 'attributes.duration_ms', percent: 95 }),
      measureName({ measure: 'percentile', of: 'attributes.duration_ms', percent: 50 }),
      measureName({ measure: 'average', of: 'attributes.cost' }),
    ],
    ['Events', 'Sessions', 'Different city', 'p95 of duration_ms', 'Median duration_ms', 'Average cost'],
  )
})

test('numbers are told in the unit that their name tells', () => {
  const average = (of: string, value: number | null) => formatMeasured({ measure: 'average', of }, value)
  assert.equal(formatMeasured({ measure: 'count' }, 1234567), '1,234,567')
  assert.equal(average('attributes.duration_ms', 4200), '4.2 s')
  assert.equal(average('attributes.wait_seconds', 90), '1 m 30 s')
  assert.equal(average('attributes.delta_ms', -5), '-5')
  assert.equal(average('attributes.cost', 1234.5678), '1,235')
  assert.equal(average('attributes.cost', null), '–')
})

test('shares and changes are told so that little is not nothing', () => {
  assert.deepEqual(
    [formatShare(0.185), formatShare(0.0004), formatShare(0), formatShare(null)],
    ['18.5%', '<0.1%', '0%', '–'],
  )
  assert.deepEqual(
    [formatChange(112, 100), formatChange(0, 0), formatChange(3, 0), formatChange(2000, 100), formatChange(null, 1)],
    ['+12%', '0%', 'new', '×20', '–'],
  )
})
