import { agoMs } from '@occur/client/filter'
import { msOfWall, startOfDay, wallOf, type Zone } from './zone.ts'

/**
 * Spans of time that move with now, as addresses say them: `-24h` (until now), `-48h..-24h`, and days and their like on a
 * calendar: `today`, `yesterday`, `this-week` (from Monday), `this-month`.
 */
export interface Bounds {
  /** RFC 3339, inclusive. */
  from?: string | undefined
  /** RFC 3339, exclusive. */
  to?: string | undefined
}

export const rangePresets = [
  '-15m',
  '-1h',
  '-24h',
  '-7d',
  '-30d',
  '-365d',
  'today',
  'yesterday',
  'this-week',
  'this-month',
] as const

const calendar: Record<string, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  'this-week': 'This week',
  'this-month': 'This month',
}

/** The range as it is said in addresses, or undefined when it is none. Takes what older addresses said, `24h` and `1y`. */
export function rangeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (Object.hasOwn(calendar, text)) return text
  if (text === '1y') return '-365d'
  const older = /^\d/.test(text) ? `-${text}` : text
  const [start = '', end, ...more] = older.split('..')
  const [startMs, endMs] = [agoMs(start), end === undefined ? 0 : agoMs(end)]
  if (startMs === undefined || endMs === undefined || more.length > 0 || startMs <= endMs) return undefined
  return older
}

/** From when to when; a span that ends now has no end, so that what comes meanwhile belongs to it. */
export function rangeBounds(range: string, nowMs: number, zone: Zone): Bounds {
  if (range === 'today') return { from: iso(startOfDay(nowMs, zone)) }
  if (range === 'yesterday') return { from: iso(startOfDay(nowMs, zone, 1)), to: iso(startOfDay(nowMs, zone)) }
  if (range === 'this-week') {
    const weekday = (new Date(`${wallOf(nowMs, zone)}Z`).getUTCDay() + 6) % 7
    return { from: iso(startOfDay(nowMs, zone, weekday)) }
  }
  if (range === 'this-month') {
    return { from: iso(startOfDay(nowMs, zone, new Date(`${wallOf(nowMs, zone)}Z`).getUTCDate() - 1)) }
  }
  const [start = '', end] = range.split('..')
  const at = (text: string) => iso(nowMs - (agoMs(text) ?? 0))
  return { from: at(start), to: end === undefined ? undefined : at(end) }
}

/** `Last 24 hours`, `Today`, `2 d to 1 d ago`. */
export function describeRange(range: string): string {
  if (Object.hasOwn(calendar, range)) return calendar[range] ?? range
  const [start = '', end] = range.split('..')
  if (end !== undefined) return `${spanOf(start)} to ${spanOf(end)} ago`
  if (start === '-365d') return 'Last year'
  const span = spanOf(start)
  return span.startsWith('1 ') ? `Last ${span.slice(2)}` : `Last ${span}`
}

const unitNames: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

function spanOf(text: string): string {
  const [, count = '0', unit = 's'] = /^-(\d+)([smhdw])$/.exec(text) ?? []
  return `${Number(count)} ${unitNames[unit]}${Number(count) === 1 ? '' : 's'}`
}

/** What people write, as a range: `3d`, `last 3 days`, `90 min`, `2h ago to 1h ago`, `yesterday`. */
export function rangeFromText(text: string): string | undefined {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const named = said.replaceAll(' ', '-')
  if (Object.hasOwn(calendar, named)) return named
  const [start = '', end, ...more] = said.split(/ ?(?:\.\.|\bto\b|\buntil\b|–) ?/)
  if (more.length > 0) return undefined
  const from = agoFromText(start)
  if (from === undefined || end === undefined || end === 'now') return rangeOf(from)
  // "3 to 2 days ago": the unit stands at the end.
  const to = agoFromText(end)
  return to === undefined ? undefined : rangeOf(`${from}..${to}`)
}

const wall = '(\\d{4}-\\d\\d-\\d\\d)(?:[ t](\\d\\d:\\d\\d(?::\\d\\d)?))?'
const walls = new RegExp(`^${wall}(?: ?(?:\\.\\.|to|until|–) ?${wall})?$`, 'i')

/** `2026-03-02` is its whole day, `2026-03-02 to 2026-03-04` three of them, `2026-03-02 14:00` since then. */
export function boundsFromText(text: string, zone: Zone): Bounds | undefined {
  const [, day, time, lastDay, lastTime] = walls.exec(text.trim()) ?? []
  if (day === undefined) return undefined
  const from = msOfWall(`${day}T${time ?? '00:00'}`, zone)
  const end = lastDay ?? (time === undefined ? day : undefined)
  const to = end === undefined ? undefined : endOf(end, lastDay === undefined ? undefined : lastTime, zone)
  if (Number.isNaN(from) || Number.isNaN(to) || (to !== undefined && to <= from)) return undefined
  return { from: iso(from), to: to === undefined ? undefined : iso(to) }
}

function endOf(day: string, time: string | undefined, zone: Zone): number {
  const ms = msOfWall(`${day}T${time ?? '00:00'}`, zone)
  return time !== undefined || Number.isNaN(ms) ? ms : startOfDay(ms, zone, -1)
}

function agoFromText(text: string): string | undefined {
  const words = /^(?:the )?(?:last|past)? ?-?(\d{1,6}|an?)? ?([a-z]+)(?: ago)?$/.exec(text)
  const [, count = '1', unit = ''] = words ?? []
  const times = /^an?$/.test(count) ? 1 : Number(count)
  const known = unitsFromText.find(([names]) => names.test(unit))
  if (!words || !known || times === 0) return undefined
  return `-${times * known[1]}${known[2]}`
}

const unitsFromText: [RegExp, number, string][] = [
  [/^(s|secs?|seconds?)$/, 1, 's'],
  [/^(m|mins?|minutes?)$/, 1, 'm'],
  [/^(h|hrs?|hours?)$/, 1, 'h'],
  [/^(d|days?)$/, 1, 'd'],
  [/^(w|wks?|weeks?)$/, 1, 'w'],
  [/^(mo|months?)$/, 30, 'd'],
  [/^(y|yrs?|years?)$/, 365, 'd'],
]

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
