import type { Interval } from '@occur/client/protocol'

export const intervalMs: Record<Interval, number> = {
  minute: 60_000,
  quarter_hour: 900_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30.44 * 86_400_000,
}

/** The shortest interval that makes no more steps of the span than one can see. */
export function intervalFor(spanMs: number, stepsMax = 180): Interval {
  const fitting = (Object.entries(intervalMs) as [Interval, number][]).find(([, ms]) => spanMs / ms <= stepsMax)
  return fitting?.[0] ?? 'month'
}

/** As it is read: `quarter of an hour`. */
export function intervalName(interval: Interval): string {
  return interval === 'quarter_hour' ? 'quarter of an hour' : interval
}
