/** Time as it is read here: RFC 3339 texts with up to nine fraction digits, in; words for people, out. */

/** Milliseconds since 1970. What a millisecond cannot hold is cut off. */
export function msOf(timestamp: string): number {
  return Date.parse(timestamp.replace(/(\.\d{3})\d+/, '$1'))
}

/** Which of two timestamps is earlier, down to the nanosecond. Both are in UTC (`Z`), as every answer is. */
export function compareTimestamps(a: string, b: string): number {
  const [left, right] = [sortable(a), sortable(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function sortable(timestamp: string): string {
  const [seconds = '', fraction = ''] = timestamp.replace(/(Z|\+00:00)$/, '').split('.')
  return `${seconds}.${fraction.padEnd(9, '0')}`
}

/** `00:04`, `12:34`, from an hour on `01:02:03`. */
export function formatOffset(ms: number): string {
  const sign = ms < 0 ? '−' : ''
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${sign}${h > 0 ? `${two(h)}:` : ''}${two(m)}:${two(s)}`
}

/** `709 ms`, `4.2 s`, `2 m 08 s`, `1 h 12 m`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365.25 * 86_400_000],
  ['month', 30.44 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' })

/** `just now`, `4m ago`, `in 2h`. */
export function formatRelative(ms: number, nowMs: number): string {
  const distance = ms - nowMs
  const [unit, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? []
  if (unit === undefined || size === undefined) return 'just now'
  return relative.format(Math.trunc(distance / size), unit)
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

/** `14:07:18.246`, on the reader's clock. */
export function formatClock(ms: number): string {
  return `${clock.format(ms)}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`
}

const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** `14:07`, on the reader's clock. */
export function formatMinute(ms: number): string {
  return minute.format(ms)
}

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** `14:07:18.246` today, `02 Mar 14:07:18` on another day of this year, `2025-03-02 14:07` in another one. */
export function formatStamp(ms: number, nowMs: number): string {
  const [then, now] = [new Date(ms), new Date(nowMs)]
  if (then.toDateString() === now.toDateString()) return formatClock(ms)
  if (then.getFullYear() === now.getFullYear()) return dayAndTime.format(ms).replace(',', '')
  const date = [then.getFullYear(), two(then.getMonth() + 1), two(then.getDate())].join('-')
  return `${date} ${two(then.getHours())}:${two(then.getMinutes())}`
}

/** `Monday 2 March 2026`, on the reader's calendar. */
export function formatDay(ms: number): string {
  return day.format(ms)
}

/** `2 Mar 2026, 14:07:18`, on the reader's clock. */
export function formatDateTime(ms: number): string {
  return `${shortDay.format(ms)}, ${clock.format(ms)}`
}

const thisYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** `4m ago` for what is of today, else `2 Mar, 14:07`, with the year when it is another one. */
export function formatRecent(ms: number, nowMs: number): string {
  if (Math.abs(nowMs - ms) < 86_400_000) return formatRelative(ms, nowMs)
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
  return isThisYear ? thisYear.format(ms) : shortDay.format(ms)
}

/** Everything there is to know about an instant, for a tooltip. */
export function formatExact(timestamp: string, nowMs: number): string {
  const ms = msOf(timestamp)
  if (Number.isNaN(ms)) return timestamp
  return `${timestamp}\n${full.format(ms)}\n${formatRelative(ms, nowMs)}`
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}
