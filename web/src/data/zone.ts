/** Clocks and calendars of time zones. `undefined` is the browser's own zone; others are names of the IANA database. */
export type Zone = string | undefined

/** What a clock on the wall says, as `2026-03-02T14:07:18`. */
export function wallOf(ms: number, zone: Zone): string {
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19)
}

/**
 * When a clock on the wall says this, in milliseconds; NaN when it is no such text. Of a time that comes twice, when
 * clocks are set back, the first; one that never comes is as much later as the clocks were set forward.
 */
export function msOfWall(wall: string, zone: Zone): number {
  const asUtc = Date.parse(`${wall.replace(' ', 'T')}${/\d:\d/.test(wall) ? 'Z' : 'T00:00:00Z'}`)
  if (Number.isNaN(asUtc)) return asUtc
  const [earlier, later] = [asUtc - offsetMs(asUtc - dayMs, zone), asUtc - offsetMs(asUtc + dayMs, zone)]
  const isMeant = (ms: number) => ms + offsetMs(ms, zone) === asUtc
  return !isMeant(earlier) && isMeant(later) ? later : earlier
}

/** When the day of `ms` began, so many days earlier or, negative, later. */
export function startOfDay(ms: number, zone: Zone, daysEarlier = 0): number {
  const today = Date.parse(`${wallOf(ms, zone).slice(0, 10)}T00:00:00Z`)
  return msOfWall(new Date(today - daysEarlier * dayMs).toISOString().slice(0, 19), zone)
}

/** `UTC`, `UTC+1`, `UTC−3:30`: how far from UTC, at this instant. */
export function offsetName(ms: number, zone: Zone): string {
  const minutes = Math.round(offsetMs(ms, zone) / 60_000)
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** What the browser calls its own zone. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The name as `Intl` knows it, or undefined when it is none. */
export function zoneNamed(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

const dayMs = 86_400_000
const formats = new Map<Zone, Intl.DateTimeFormat>()

/** How far the zone's clocks are ahead of UTC. */
function offsetMs(ms: number, zone: Zone): number {
  if (zone === undefined) return -new Date(ms).getTimezoneOffset() * 60_000
  if (zone === 'UTC') return 0
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    formats.set(zone, format)
  }
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ms)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}
