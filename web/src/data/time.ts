import { currentZone } from './current-zone.ts'
import { wallOf, type Zone } from './zone.ts'

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

const clock = inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = inZone({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = inZone({ day: 'numeric', month: 'short', year: 'numeric' })
const full = inZone({ dateStyle: 'medium', timeStyle: 'long' })

/** `14:07:18.246`, on the clock of the page. */
export function formatClock(ms: number): string {
  return `${clock.format(ms)}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`
}

const minute = inZone({ hour: '2-digit', minute: '2-digit' })

/** `14:07`, on the clock of the page. */
export function formatMinute(ms: number): string {
  return minute.format(ms)
}

const dayAndTime = inZone({
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** `14:07:18.246` today, `02 Mar 14:07:18` on another day of this year, `2025-03-02 14:07` in another one. */
export function formatStamp(ms: number, nowMs: number): string {
  const [then, now] = [wallOf(ms, currentZone()), wallOf(nowMs, currentZone())]
  if (then.slice(0, 10) === now.slice(0, 10)) return formatClock(ms)
  if (then.slice(0, 4) === now.slice(0, 4)) return dayAndTime.format(ms).replace(',', '')
  return then.slice(0, 16).replace('T', ' ')
}

const dayOfYear = inZone({ day: '2-digit', month: 'short' })

/** `02 Mar 14:07:18.246`, with the year when it is another one. As wide for every instant of a year. */
export function formatPrecise(ms: number, nowMs: number): string {
  const [year, thisYear] = [ms, nowMs].map((at) => wallOf(at, currentZone()).slice(0, 4))
  return `${dayOfYear.format(ms)} ${year === thisYear ? '' : `${year} `}${formatClock(ms)}`
}

/** `Monday 2 March 2026`, on the calendar of the page. */
export function formatDay(ms: number): string {
  return day.format(ms)
}

/** `2 Mar 2026, 14:07:18`, on the clock of the page. */
export function formatDateTime(ms: number): string {
  return `${shortDay.format(ms)}, ${clock.format(ms)}`
}

const thisYear = inZone({
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** `4m ago` for what is of today, else `2 Mar, 14:07`, with the year when it is another one. */
export function formatRecent(ms: number, nowMs: number): string {
  if (Math.abs(nowMs - ms) < 86_400_000) return formatRelative(ms, nowMs)
  const isThisYear = wallOf(ms, currentZone()).slice(0, 4) === wallOf(nowMs, currentZone()).slice(0, 4)
  return isThisYear ? thisYear.format(ms) : shortDay.format(ms)
}

/** Everything there is to know about an instant, for a tooltip. */
export function formatExact(timestamp: string, nowMs: number): string {
  const ms = msOf(timestamp)
  if (Number.isNaN(ms)) return timestamp
  return `${timestamp}\n${full.format(ms)}\n${formatRelative(ms, nowMs)}`
}

/** Writes instants on the clock and calendar of the zone that the address says. */
export function inZone(options: Intl.DateTimeFormatOptions): { format(ms: number): string } {
  const formats = new Map<Zone, Intl.DateTimeFormat>()
  return {
    format(ms) {
      const zone = currentZone()
      let format = formats.get(zone)
      if (!format) {
        format = new Intl.DateTimeFormat('en-GB', zone === undefined ? options : { ...options, timeZone: zone })
        formats.set(zone, format)
      }
      return format.format(ms)
    },
  }
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}
