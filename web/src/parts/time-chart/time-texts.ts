/** Times as they stand on a chart: short on the axis, whole beside the pointer. */

interface Formats {
  clock: Intl.DateTimeFormat
  clockWithSeconds: Intl.DateTimeFormat
  day: Intl.DateTimeFormat
  month: Intl.DateTimeFormat
  year: Intl.DateTimeFormat
  wholeDay: Intl.DateTimeFormat
  whole: Intl.DateTimeFormat
}

const daySeconds = 86_400

/**
 * A text for each tick, `stepSeconds` apart: times of the day, where a day begins that day, where a year begins that
 * year. `timeZone` is a name of the IANA database; without one it is the reader's clock.
 */
export function tickTexts(ticks: readonly number[], stepSeconds: number, timeZone?: string): string[] {
  const { clock, clockWithSeconds, day, month, year } = formatsOf(timeZone)
  return ticks.map((seconds) => {
    const ms = seconds * 1000
    const time = clockWithSeconds.format(ms)
    const isMidnight = time === '00:00:00'
    if (stepSeconds < daySeconds && !isMidnight) return stepSeconds < 60 ? time : clock.format(ms)
    const date = day.format(ms)
    if (date === '1 Jan') return year.format(ms)
    return stepSeconds < 28 * daySeconds ? date : stepSeconds < 365 * daySeconds ? month.format(ms) : year.format(ms)
  })
}

/** `2 Mar 2026, 14:00 – 14:05`; for whole days `2–8 Mar 2026`. The end is not part of it. */
export function spanText(fromMs: number, toMs: number, timeZone?: string): string {
  const { clockWithSeconds, wholeDay, whole } = formatsOf(timeZone)
  const areWholeDays = [fromMs, toMs].every((ms) => clockWithSeconds.format(ms) === '00:00:00')
  if (areWholeDays && toMs > fromMs) return wholeDay.formatRange(fromMs, toMs - 1)
  return whole.formatRange(fromMs, toMs)
}

const known = new Map<string | undefined, Formats>()

function formatsOf(timeZone: string | undefined): Formats {
  let formats = known.get(timeZone)
  if (!formats) {
    const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
    const date = { day: 'numeric', month: 'short' } as const
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    formats = {
      clock: format(time),
      clockWithSeconds: format({ ...time, second: '2-digit' }),
      day: format(date),
      month: format({ month: 'short' }),
      year: format({ year: 'numeric' }),
      wholeDay: format({ ...date, weekday: 'short', year: 'numeric' }),
      whole: format({ ...date, ...time, year: 'numeric' }),
    }
    known.set(timeZone, formats)
  }
  return formats
}
