import assert from 'node:assert/strict'
import test from 'node:test'
import { compareTimestamps, formatDuration, formatOffset, formatRelative, formatStamp, msOf } from './time.ts'

test('timestamps are ordered down to the nanosecond, whatever their number of digits', () => {
  const ordered = [
    '2026-03-02T14:06:54Z',
    '2026-03-02T14:06:54.000000001Z',
    '2026-03-02T14:06:54.1Z',
    '2026-03-02T14:06:54.10000001Z',
    '2026-03-02T14:06:54.2Z',
    '2026-03-02T14:06:55Z',
  ]
  assert.deepEqual([...ordered].reverse().sort(compareTimestamps), ordered)
  assert.equal(compareTimestamps('2026-03-02T14:06:54.1Z', '2026-03-02T14:06:54.100Z'), 0)
})

test('nanoseconds do not confuse the millisecond clock', () => {
  assert.equal(msOf('2026-03-02T14:06:54.206999999Z'), Date.UTC(2026, 2, 2, 14, 6, 54, 206))
})

test('an offset has minutes and seconds, and hours only when there are any', () => {
  assert.equal(formatOffset(0), '00:00')
  assert.equal(formatOffset(4_999), '00:04')
  assert.equal(formatOffset(754_000), '12:34')
  assert.equal(formatOffset(3_723_000), '01:02:03')
  assert.equal(formatOffset(-1_500), '−00:01')
})

test('a duration is said in the unit that fits it', () => {
  assert.equal(formatDuration(709), '709 ms')
  assert.equal(formatDuration(4_290), '4.2 s')
  assert.equal(formatDuration(43_900), '44 s')
  assert.equal(formatDuration(59_700), '1 m 00 s')
  assert.equal(formatDuration(128_000), '2 m 08 s')
  assert.equal(formatDuration(4_320_000), '1 h 12 m')
  assert.equal(formatDuration(273_600_000), '3 d 4 h')
})

test('a stamp says the day only when it is not today, and the year only when it is another', () => {
  const now = new Date(2026, 10, 22, 18).getTime()
  assert.equal(formatStamp(new Date(2026, 10, 22, 9, 5, 7, 42).getTime(), now), '09:05:07.042')
  assert.equal(formatStamp(new Date(2026, 2, 2, 9, 5, 7).getTime(), now), '02 Mar 09:05:07')
  assert.equal(formatStamp(new Date(2025, 2, 2, 9, 5, 7).getTime(), now), '2025-03-02 09:05')
})

test('distance in time is said in words', () => {
  const now = Date.UTC(2026, 0, 1)
  assert.equal(formatRelative(now - 20_000, now), 'just now')
  assert.match(formatRelative(now - 4 * 60_000, now), /^4 ?m/)
  assert.match(formatRelative(now - 3 * 86_400_000, now), /^3 ?d/)
  assert.match(formatRelative(now + 2 * 3_600_000, now), /^in 2/)
})
