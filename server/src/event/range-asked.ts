import { quarterNs, startOfQuarter } from './quarters.ts'
import type { CheckedQuestion } from './question.ts'
import type { TimestampNs } from './timestamp.ts'

/** When the first and the last event was. */
export interface EventBounds {
  first: TimestampNs
  last: TimestampNs
}

export interface RangeAsked {
  from: TimestampNs
  /** Exclusive. */
  to: TimestampNs
}

/** To divide time, and to go back in it, takes both ends of the range; else they are only told. */
export function needsRange({ interval, comparesPrevious }: CheckedQuestion): boolean {
  return interval !== null || comparesPrevious
}

/** Whether nothing has to be found out to know the range. */
export function isClosed({ from, to }: Partial<RangeAsked>): boolean {
  return from !== undefined && to !== undefined
}

/**
 * Between which instants a question is asked. What was not said is where the events begin and end (null when there are none);
 * where that makes no difference, the quarters of an hour around them, which are counted beforehand.
 */
export function rangeAsked(question: CheckedQuestion, bounds: EventBounds | null): RangeAsked {
  const { from, to, interval, comparesPrevious } = question
  const first = from ?? bounds?.first ?? (to ?? question.asked.now) - 1n
  const end = to ?? (bounds ? bounds.last + 1n : first + 1n)
  if (interval === null || interval === 'minute' || comparesPrevious) return { from: first, to: end }
  return { from: from ?? startOfQuarter(first), to: to ?? startOfQuarter(end + quarterNs - 1n) }
}
