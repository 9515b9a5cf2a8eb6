import type { TimestampNs } from './timestamp.ts'

/** Events are counted by the quarter of an hour, which divides every hour and day of every time zone since 1973. */
export const quarterNs = 900_000_000_000n

/** When the quarter of an hour began that an instant is in; before 1970 as well. */
export function startOfQuarter(instant: TimestampNs): TimestampNs {
  return instant - (((instant % quarterNs) + quarterNs) % quarterNs)
}
