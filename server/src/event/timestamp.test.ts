import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { formatTimestamp, parseRangeEnd, parseTimestamp } from './timestamp.ts'

describe('a timestamp', () => {
  test('of RFC 3339 is an instant, whatever its offset and case', () => {
    for (const [text, same] of [
      ['2026-03-02T14:06:54.206180Z', '2026-03-02T14:06:54.206180Z'],
      ['2026-03-02T14:06:54z', '2026-03-02T14:06:54Z'],
      ['2026-03-02t14:06:54Z', '2026-03-02T14:06:54Z'],
      ['2026-03-02 14:06:54Z', '2026-03-02T14:06:54Z'],
      ['2026-03-02T14:06:54+02:00', '2026-03-02T12:06:54Z'],
      ['2026-03-02T14:06:54-0530', '2026-03-02T19:36:54Z'],
      ['2026-03-02T14:06:54+02', '2026-03-02T12:06:54Z'],
      ['2026-03-02T14:06:54.5-00:00', '2026-03-02T14:06:54.500Z'],
      ['2026-03-02T14:06:54,25Z', '2026-03-02T14:06:54.250Z'],
      ['2026-03-02T14:06Z', '2026-03-02T14:06:00Z'],
      ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
      ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ] as const) {
      assert.equal(formatTimestamp(instant(text)), same, text)
    }
  })

  test('without a zone is UTC', () => {
    assert.equal(instant('2026-03-02T14:06:54'), instant('2026-03-02T14:06:54Z'))
    assert.equal(instant('2026-03-02 14:06:54.1'), instant('2026-03-02T14:06:54.1Z'))
  })

  test('keeps nanoseconds, and refuses what would have to be cut', () => {
    assert.equal(instant('1970-01-01T00:00:00.123456789Z'), 123_456_789n)
    assert.equal(instant('1970-01-01T00:00:00.000000001000Z'), 1n)
    assert.equal(parseTimestamp('1970-01-01T00:00:00.0000000001Z'), 'has more than nine fraction digits')
  })

  test('is taken from the first instant of 1900 to the last of 2261', () => {
    assert.equal(formatTimestamp(instant('1900-01-01T00:00:00Z')), '1900-01-01T00:00:00Z')
    assert.equal(formatTimestamp(instant('1899-12-31T23:00:00-02:00')), '1900-01-01T01:00:00Z')
    assert.equal(formatTimestamp(instant('2261-12-31T23:59:59.999999999Z')), '2261-12-31T23:59:59.999999999Z')
    for (const text of [
      '1899-12-31T23:59:59.999999999Z',
      '1900-01-01T00:00:00+00:01',
      '2262-01-01T00:00:00Z',
      '2261-12-31T23:59:60Z',
      '2261-12-31T23:59:59-00:01',
      '0000-01-01T00:00:00Z',
      '0050-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
    ]) {
      assert.equal(parseTimestamp(text), 'is outside the years 1900 to 2261', text)
    }
  })

  test('that is none is refused with what is wrong', () => {
    for (const [text, problem] of [
      ['', /is not an RFC 3339 date-time/],
      ['yesterday', /is not an RFC 3339 date-time/],
      ['+275760-09-13T00:00:00Z', /is not an RFC 3339 date-time/],
      ['-000001-01-01T00:00:00Z', /is not an RFC 3339 date-time/],
      ['2026-03-02', /date without a time/],
      ['1772460414', /is a number/],
      ['1772460414206', /is a number/],
      ['2026-13-02T00:00:00Z', /has month 13/],
      ['2026-00-02T00:00:00Z', /has month 0/],
      ['2026-02-29T00:00:00Z', /has day 29, and that month has 28/],
      ['2026-04-31T00:00:00Z', /has day 31, and that month has 30/],
      ['2026-04-00T00:00:00Z', /has day 0/],
      ['2026-04-01T24:00:00Z', /has hour 24/],
      ['2026-04-01T00:60:00Z', /has minute 60/],
      ['2026-04-01T00:00:61Z', /has second 61/],
      ['2026-04-01T00:00:00+24:00', /has the offset \+24:00/],
      ['2026-04-01T00:00:00+00:60', /has the offset/],
      ['2026-04-01T00:00:00ZZ', /is not an RFC 3339 date-time/],
      ['2026-04-01T00:00:00Z\n', /is not an RFC 3339 date-time/],
      [' 2026-04-01T00:00:00Z', /is not an RFC 3339 date-time/],
      ['２０２６-04-01T00:00:00Z', /is not an RFC 3339 date-time/],
    ] as const) {
      assert.match(String(parseTimestamp(text)), problem, JSON.stringify(text))
    }
  })

  test('that was written comes back as the same instant, also before 1970', () => {
    const instants = fc.bigInt({ min: instant('1900-01-01T00:00:00Z'), max: instant('2261-12-31T23:59:59.999999999Z') })
    fc.assert(
      fc.property(instants, (timestamp) => {
        assert.equal(instant(formatTimestamp(timestamp)), timestamp)
      }),
    )
  })

  test('of the usual form is read as every other form is', () => {
    const digits = fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,11})?$/)
    const texts = fc.oneof(digits, fc.stringMatching(/^2026-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{0,9})?$/))
    fc.assert(
      fc.property(texts, (text) => {
        // Only a capital Z is the usual form.
        assert.equal(parseTimestamp(`${text}Z`), parseTimestamp(`${text}z`))
      }),
      { numRuns: 1000 },
    )
  })

  test('is written so that every date parser reads it', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2261-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        const text = formatTimestamp(BigInt(date.getTime()) * 1_000_000n)
        assert.equal(new Date(text).getTime(), date.getTime())
      }),
    )
  })
})

describe('an end of a range', () => {
  test('may be a bare date, which is its midnight in UTC', () => {
    assert.equal(parseRangeEnd('2024-01-01'), instant('2024-01-01T00:00:00Z'))
  })

  test('may have lost the plus of its offset to a space', () => {
    const expected = instant('2024-01-01T00:00:00+02:00')
    for (const text of ['2024-01-01T00:00:00 02:00', '2024-01-01T00:00:00 0200', '2024-01-01 00:00:00 02:00']) {
      assert.equal(parseRangeEnd(text), expected, text)
    }
    assert.equal(parseRangeEnd('2024-01-01T00:00:00.25 02:00'), expected + 250_000_000n)
  })

  test('keeps a space between date and time what it is', () => {
    assert.equal(parseRangeEnd('2024-01-01 10:30'), instant('2024-01-01T10:30:00Z'))
    assert.equal(parseRangeEnd('2024-01-01 10:30:00'), instant('2024-01-01T10:30:00Z'))
  })
})

function instant(text: string): bigint {
  const timestamp = parseTimestamp(text)
  if (typeof timestamp === 'string') throw new Error(`${text} ${timestamp}`)
  return timestamp
}
