/**
 * Instants as nanoseconds since 1970-01-01T00:00:00Z, which is what the store keeps.
 * A double holds milliseconds exactly but not nanoseconds, hence `bigint`.
 */
export type TimestampNs = bigint

/** 1900-01-01T00:00:00Z, the first instant that the store can hold. */
const timestampMsMin = Date.UTC(1900, 0, 1)
export const timestampMin: TimestampNs = BigInt(timestampMsMin) * 1_000_000n
/** 2262-01-01T00:00:00Z, before which the last instant lies that the store can hold in whole years. */
const timestampMsEnd = Date.UTC(2262, 0, 1)

// RFC 3339, section 5.6; a space for the T and an offset without colon are common in practice and unambiguous.
const dateTime = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?$/
const bareDate = /^(\d{4})-(\d\d)-(\d\d)$/

/** Parses an RFC 3339 date-time; no zone means UTC. Answers what is wrong with it as a string otherwise. */
export function parseTimestamp(text: string): TimestampNs | string {
  const parts = utcParts(text) ?? matchedParts(text)
  if (typeof parts === 'string') return parts
  const { year, month, day, hour, minute, second, nanoseconds, offsetMinutes } = parts
  const problem = checkRanges(year, month, day, hour, minute, second)
  if (problem) return problem
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000
  if (ms < timestampMsMin || ms >= timestampMsEnd) return outside
  return BigInt(ms) * 1_000_000n + BigInt(nanoseconds)
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  nanoseconds: number
  offsetMinutes: number
}

/**
 * The one form that nearly every sender writes, from `2026-03-02T14:06:54Z` to `2026-03-02T14:06:54.206180123Z`, read at
 * several times the speed of the pattern. Undefined when it is any other.
 */
function utcParts(text: string): Parts | undefined {
  const end = text.length - 1
  const hasShape =
    end >= 19 &&
    end <= 29 &&
    end !== 20 &&
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    (end === 19 || text[19] === '.') &&
    text[end] === 'Z'
  if (!hasShape) return undefined
  const parts = {
    year: digits(text, 0, 4),
    month: digits(text, 5, 7),
    day: digits(text, 8, 10),
    hour: digits(text, 11, 13),
    minute: digits(text, 14, 16),
    second: digits(text, 17, 19),
    nanoseconds: end === 19 ? 0 : digits(text, 20, end) * 10 ** (29 - end),
    offsetMinutes: 0,
  }
  const { year, month, day, hour, minute, second, nanoseconds } = parts
  return Number.isNaN(year + month + day + hour + minute + second + nanoseconds) ? undefined : parts
}

/** The number that is written there; NaN when something else is. */
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Any form. */
function matchedParts(text: string): Parts | string {
  const match = dateTime.exec(text)
  if (!match) return notDateTime(text)
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match
  if (fraction.length > 9 && /[1-9]/.test(fraction.slice(9))) return 'has more than nine fraction digits'
  const offsetMinutes = parseOffset(zone)
  if (offsetMinutes === undefined) return `has the offset ${zone}, which no place on Earth has`
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0')),
    offsetMinutes,
  }
}

/**
 * Parses an end of a range as clients write it: a date-time, a bare date (its midnight, UTC), or a date-time whose
 * `+` arrived as a space because it was not escaped in the URL.
 */
export function parseRangeEnd(text: string): TimestampNs | string {
  if (bareDate.test(text)) return parseTimestamp(`${text}T00:00:00Z`)
  return parseTimestamp(
    text.replace(/ (\d\d:?\d\d)$/, (tail, offset: string) => (/[Tt ].*:.* /.test(text) ? `+${offset}` : tail)),
  )
}

/** RFC 3339 in UTC with none, three, six or nine fraction digits: what every date parser reads. */
export function formatTimestamp(timestamp: TimestampNs): string {
  const subMs = ((timestamp % 1_000_000n) + 1_000_000n) % 1_000_000n
  const iso = new Date(Number((timestamp - subMs) / 1_000_000n)).toISOString()
  const fraction = (iso.slice(20, 23) + String(subMs).padStart(6, '0')).replace(/(000)+$/, '')
  return fraction === '' ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 19)}.${fraction}Z`
}

const outside = 'is outside the years 1900 to 2261'

function notDateTime(text: string): string {
  if (bareDate.test(text)) return 'is a date without a time; write for instance 2026-03-02T00:00:00Z'
  if (/^\d{9,19}$/.test(text))
    return 'is a number; write the date and time as RFC 3339, for instance 2026-03-02T14:06:54Z'
  return 'is not an RFC 3339 date-time such as 2026-03-02T14:06:54.206Z'
}

function checkRanges(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  // Below 100 `Date.UTC` means the years from 1900 on; by its offset, 1899 may still be within the range.
  if (year < 1899) return outside
  if (month < 1 || month > 12) return `has month ${month}`
  // Every month has 28 days, which spares most dates the calendar.
  const dayMax = day >= 1 && day <= 28 ? 28 : new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > dayMax) return `has day ${day}, and that month has ${dayMax}`
  if (hour > 23) return `has hour ${hour}`
  if (minute > 59) return `has minute ${minute}`
  // 60 is a leap second, which becomes the first of the next minute, as POSIX clocks have it.
  if (second > 60) return `has second ${second}`
  return undefined
}

function parseOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 23 || minutes > 59) return undefined
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}
