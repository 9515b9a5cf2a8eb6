import { agoMs, type Comparison } from '@occur/client/filter'
import { parseRangeEnd, type TimestampNs, timestampMin } from './timestamp.ts'

/** Instants from `from` on and before `to`; what is not given has no end. */
export interface TimeRange {
  from?: TimestampNs
  to?: TimestampNs
}

const dayNs = 86_400_000_000_000n

/**
 * What a time in a filter means. A date is its whole day, UTC; `timestamp:2026-03-02` is in that day and `>2026-03-02` after
 * it. `-24h` is the instant so long ago; `timestamp:-24h` is since then. Answers what is wrong as a string.
 */
export function timeRange(op: 'is' | Comparison, text: string, now: TimestampNs): TimeRange | string {
  const ago = agoMs(text)
  if (ago !== undefined && op === 'is') return { from: instantBefore(now, ago) }
  const meant = stretch(text, ago, now)
  if (typeof meant === 'string') return meant
  switch (op) {
    case 'is':
      return meant
    case '>=':
      return { from: meant.from }
    case '>':
      return { from: meant.to }
    case '<':
      return { to: meant.from }
    case '<=':
      return { to: meant.to }
  }
}

/** A day for what names a day, a nanosecond for what names an instant. */
function stretch(text: string, ago: number | undefined, now: TimestampNs): Required<TimeRange> | string {
  if (ago !== undefined) return instant(instantBefore(now, ago))
  if (text === 'now') return instant(now)
  if (text === 'today') return day(now - (now % dayNs))
  if (text === 'yesterday') return day(now - (now % dayNs) - dayNs)
  const parsed = parseRangeEnd(text)
  if (typeof parsed === 'string') return parsed
  return /^\d{4}-\d\d-\d\d$/.test(text) ? day(parsed) : instant(parsed)
}

/** No further back than events go, or it would be none that the store knows. */
function instantBefore(now: TimestampNs, agoMs: number): TimestampNs {
  const before = now - BigInt(agoMs) * 1_000_000n
  return before > timestampMin ? before : timestampMin
}

function day(from: TimestampNs): Required<TimeRange> {
  return { from, to: from + dayNs }
}

function instant(from: TimestampNs): Required<TimeRange> {
  return { from, to: from + 1n }
}
