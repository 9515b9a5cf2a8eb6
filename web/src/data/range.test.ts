import assert from 'node:assert/strict'
import test from 'node:test'
import { boundsFromText, describeRange, rangeBounds, rangeFromText, rangeOf, rangePresets } from './range.ts'

// A Thursday.
const now = Date.UTC(2026, 2, 5, 12, 30)

test('what addresses say is a range, or none', () => {
  for (const preset of rangePresets) assert.equal(rangeOf(preset), preset)
  assert.equal(rangeOf('-48h..-24h'), '-48h..-24h')
  assert.equal(rangeOf('24h'), '-24h')
  assert.equal(rangeOf('1y'), '-365d')
  for (const wrong of ['', 'soon', '-24x', '-1h..-2h', '-3h..-2h..-1h', '-0h', 'toString', '24']) {
    assert.equal(rangeOf(wrong), undefined, wrong)
  }
})

test('ranges are reckoned from now, and calendars from midnight and Monday', () => {
  const utc = (range: string) => rangeBounds(range, now, 'UTC')
  assert.deepEqual(utc('-90m'), { from: '2026-03-05T11:00:00.000Z', to: undefined })
  assert.deepEqual(utc('-2d..-1d'), { from: '2026-03-03T12:30:00.000Z', to: '2026-03-04T12:30:00.000Z' })
  assert.deepEqual(utc('yesterday'), { from: '2026-03-04T00:00:00.000Z', to: '2026-03-05T00:00:00.000Z' })
  assert.deepEqual(utc('this-week'), { from: '2026-03-02T00:00:00.000Z' })
  assert.deepEqual(utc('this-month'), { from: '2026-03-01T00:00:00.000Z' })
})

test('people may write ranges in their own words', () => {
  const said = {
    ...{
      '3d': '-3d',
      'last 3 days': '-3d',
      '90 min': '-90m',
      '-24h': '-24h',
      'Last hour': '-1h',
      'an hour ago': '-1h',
    },
    ...{ '2h ago to 1h ago': '-2h..-1h', '2 months': '-60d', 'past week': '-1w', yesterday: 'yesterday' },
    ...{ 'this week': 'this-week', '3 days ago to now': '-3d', '5h..2h': '-5h..-2h' },
  }
  for (const [text, range] of Object.entries(said)) assert.equal(rangeFromText(text), range, text)
  for (const text of ['', 'soon', '3', '1h to 2h', 'days days', '0 days'])
    assert.equal(rangeFromText(text), undefined, text)
})

test('ranges are said in words', () => {
  assert.equal(describeRange('-24h'), 'Last 24 hours')
  assert.equal(describeRange('-1h'), 'Last hour')
  assert.equal(describeRange('-2d..-1d'), '2 days to 1 day ago')
  assert.equal(describeRange('this-week'), 'This week')
})

test('people may write days and times of a clock', () => {
  const utc = (text: string) => boundsFromText(text, 'UTC')
  assert.deepEqual(utc('2026-03-02'), { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' })
  assert.deepEqual(utc('2026-03-02 to 2026-03-04'), {
    from: '2026-03-02T00:00:00.000Z',
    to: '2026-03-05T00:00:00.000Z',
  })
  assert.deepEqual(utc('2026-03-02 14:00'), { from: '2026-03-02T14:00:00.000Z', to: undefined })
  assert.deepEqual(boundsFromText('2026-03-02 14:00..2026-03-02 15:30', 'Europe/Berlin'), {
    ...{ from: '2026-03-02T13:00:00.000Z', to: '2026-03-02T14:30:00.000Z' },
  })
  for (const text of ['2026-13-02', '2026-03-04 to 2026-03-02', '2026', '']) assert.equal(utc(text), undefined, text)
})
