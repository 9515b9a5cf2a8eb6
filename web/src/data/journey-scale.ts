import { msOf } from './time.ts'
import { joined, type Span, scaleOf, type TimeScale } from './time-scale.ts'
import type { TimeWindow } from './time-window.ts'
import { msOfWall, startOfDay, wallOf, type Zone } from './zone.ts'

export function spanOf({ timestamp, last_timestamp }: { timestamp: string; last_timestamp: string }): Span {
  return { fromMs: msOf(timestamp), toMs: msOf(last_timestamp) }
}

/** All the time from the first beginning to the last end. */
export function wholeOf(spans: readonly Span[]): TimeWindow {
  const from = Math.min(...spans.map(({ fromMs }) => fromMs))
  return { from, to: Math.max(from + 1, ...spans.map(({ toMs }) => toMs)) }
}

/** Of all time to scale, what is shorter than this part is a speck. */
const speckPart = 0.01

/** Whether, with all time to scale, most of them would be nothing but specks. */
export function areSpecks(spans: readonly Span[]): boolean {
  const { from, to } = wholeOf(spans)
  const specks = spans.filter(({ fromMs, toMs }) => toMs - fromMs < speckPart * (to - from))
  return specks.length > spans.length / 2
}

/** All of a stretch of time, in percent. */
export function windowScale({ from, to }: TimeWindow): TimeScale {
  return scaleOf([{ fromMs: from, toMs: to, width: 100 }], 0)
}

/** All gaps together take no more percent than this. */
const gapsPercentMax = 30
const gapPercentMax = 1.5
/** Of the room that is left, what the shortest stretch gets of an equal share. */
const shareMin = 0.4

/** Only the time in which something went on, in percent. What is too short to be seen is drawn longer than it was. */
export function closedScale(spans: readonly Span[]): TimeScale {
  const stretches = joined(spans)
  const count = stretches.length
  const gap = count < 2 ? 0 : Math.min(gapPercentMax, gapsPercentMax / (count - 1))
  const room = 100 - gap * (count - 1)
  const equal = room / count
  const totalMs = stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const widthOf = ({ fromMs, toMs }: Span) => {
    const fair = totalMs === 0 ? equal : ((toMs - fromMs) / totalMs) * room
    return equal * shareMin + fair * (1 - shareMin)
  }
  return scaleOf(
    stretches.map((span) => ({ ...span, width: widthOf(span) })),
    gap,
  )
}

export interface Place {
  left: number
  width: number
  /** Which row of its lane: those that would lie on each other lie below each other. */
  row: number
}

/** Where each span is drawn, in the order in which they came; of more than so many on each other the last row has the rest. */
export function placesOf(spans: readonly Span[], scale: TimeScale, widthMin: number, rowsMax: number): Place[] {
  const ends: number[] = []
  const places: Place[] = []
  const inOrder = spans.map((span, index) => ({ ...span, index })).toSorted((a, b) => a.fromMs - b.fromMs)
  for (const { fromMs, toMs, index } of inOrder) {
    const begin = scale.at(fromMs)
    const width = Math.max(widthMin, scale.at(toMs) - begin)
    const left = Math.min(begin, 100 - width)
    const free = ends.findIndex((end) => end <= left)
    const row = free >= 0 ? free : Math.min(ends.length, rowsMax - 1)
    ends[row] = Math.max(ends[row] ?? 0, left + width)
    places[index] = { left, width, row }
  }
  return places
}

export interface Tick {
  atMs: number
  /** What it says: a time of day, or a day. */
  unit: 'time' | 'day' | 'month'
}

const minuteMs = 60_000
const dayMs = 86_400_000
const stepsMs = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * minuteMs)
const stepsDays = [1, 2, 7, 14]
const stepsMonths = [1, 2, 3, 6, 12]

/** About so many round instants of a zone's clock and calendar. */
export function ticksOf({ fromMs, toMs }: Span, countMax: number, zone?: Zone): Tick[] {
  const lengthMs = toMs - fromMs
  const stepMs = stepsMs.find((ms) => lengthMs / ms <= countMax)
  const midnightMs = startOfDay(fromMs, zone)
  if (stepMs !== undefined) {
    const firstMs = midnightMs + Math.ceil((fromMs - midnightMs) / stepMs) * stepMs
    return walk(firstMs, { fromMs, toMs }, (ms) => ms + stepMs, 'time')
  }
  const days = stepsDays.find((count) => lengthMs / (count * dayMs) <= countMax)
  if (days !== undefined) return walk(midnightMs, { fromMs, toMs }, (ms) => moved(ms, days, 0, zone), 'day')
  const months = stepsMonths.find((count) => lengthMs / (count * 30 * dayMs) <= countMax) ?? 24
  const januaryMs = msOfWall(`${wallOf(fromMs, zone).slice(0, 4)}-01-01T00:00:00`, zone)
  return walk(januaryMs, { fromMs, toMs }, (ms) => moved(ms, 0, months, zone), 'month')
}

function walk(firstMs: number, { fromMs, toMs }: Span, next: (ms: number) => number, unit: Tick['unit']): Tick[] {
  const ticks: Tick[] = []
  for (let atMs = firstMs; atMs <= toMs; atMs = next(atMs)) if (atMs >= fromMs) ticks.push({ atMs, unit })
  return ticks
}

/** So many days and months later on the zone's calendar, at the same time of day. */
function moved(ms: number, days: number, months: number, zone: Zone): number {
  const wall = new Date(`${wallOf(ms, zone)}Z`)
  wall.setUTCMonth(wall.getUTCMonth() + months, wall.getUTCDate() + days)
  return msOfWall(wall.toISOString().slice(0, 19), zone)
}
