import type { Kind } from './events.ts'
import type { TimeWindow } from './time-window.ts'
import type { TimelineItem } from './timeline.ts'

export const laneNames = { user: 'User', agent: 'Agent', tools: 'Tools', system: 'System' } as const
export type Lane = keyof typeof laneNames

const laneOfKind: Record<Kind, Lane> = {
  user: 'user',
  agent: 'agent',
  tool: 'tools',
  transfer: 'tools',
  prompt: 'system',
  session: 'system',
  other: 'system',
}

export function laneOf({ kind }: Pick<TimelineItem, 'kind'>): Lane {
  return laneOfKind[kind]
}

const rowsCountMax = 6

export interface Lanes {
  /** Of each item, which row of its lane it is in. */
  rows: Uint8Array
  /** How many rows calls that run at once take. */
  toolRowCount: number
}

/** Calls that overlap lie below each other, in as few rows as do; from the seventh at once on they share the last row. */
export function lanesOf(items: readonly TimelineItem[]): Lanes {
  const rows = new Uint8Array(items.length)
  const ends: number[] = []
  const inOrder = [...items.keys()].filter((index) => laneOf(items[index] as TimelineItem) === 'tools')
  inOrder.sort((a, b) => (items[a] as TimelineItem).fromMs - (items[b] as TimelineItem).fromMs)
  for (const index of inOrder) {
    const { fromMs, toMs } = items[index] as TimelineItem
    const free = ends.findIndex((end) => end <= fromMs)
    const row = free >= 0 ? free : Math.min(ends.length, rowsCountMax - 1)
    ends[row] = Math.max(ends[row] ?? 0, toMs)
    rows[index] = row
  }
  return { rows, toolRowCount: Math.max(1, ends.length) }
}

/** A stretch that is drawn, in pixels. */
export interface Bar {
  lane: Lane
  row: number
  look: 'user' | 'agent' | 'tool' | 'transfer' | 'prompt' | 'system' | 'failed'
  left: number
  width: number
  /** The item, unless several lie so close that they are one bar. */
  index: number | undefined
}

const barPxMin = 4

/**
 * What there is to draw in a window of time. Neighbours of the same look that would touch become one bar, so there are never more of
 * them than there are pixels, however many events there are.
 */
export function barsOf(
  items: readonly TimelineItem[],
  { rows }: Lanes,
  { from, to }: TimeWindow,
  widthPx: number,
): Bar[] {
  const bars: Bar[] = []
  const last = new Map<string, Bar>()
  const perMs = widthPx / (to - from)
  for (const [index, item] of items.entries()) {
    if (item.toMs < from || item.fromMs > to) continue
    const lane = laneOf(item)
    const look = lookOf(item)
    const row = rows[index] ?? 0
    const [begin, end] = [(item.fromMs - from) * perMs, (item.toMs - from) * perMs]
    // What is too short to be seen is drawn around its moment, and never over the edge.
    const middle = Math.min(widthPx - barPxMin / 2, Math.max(barPxMin / 2, (begin + end) / 2))
    const isShort = end - begin < barPxMin
    const left = isShort ? middle - barPxMin / 2 : Math.max(0, begin)
    const right = isShort ? middle + barPxMin / 2 : Math.min(widthPx, end)
    const key = `${lane} ${row} ${look}`
    const before = last.get(key)
    if (before && left <= before.left + before.width + 0.5 && isSmall(before, right - left)) {
      before.width = Math.max(before.width, right - before.left)
      before.index = undefined
      continue
    }
    const bar: Bar = { lane, row, look, left, width: right - left, index }
    last.set(key, bar)
    bars.push(bar)
  }
  return bars
}

const mergePxMax = 12

/** A bar that can be told from its neighbour stays its own. */
function isSmall(before: Bar, width: number): boolean {
  return width <= mergePxMax && (before.index === undefined || before.width <= mergePxMax)
}

function lookOf({ kind, failed }: TimelineItem): Bar['look'] {
  if (failed) return 'failed'
  return kind === 'session' || kind === 'other' ? 'system' : kind
}

/** The item nearest to a place: of those that are under it the shortest, else the one closest in time. */
export function itemAt(
  items: readonly TimelineItem[],
  lanes: Lanes,
  place: { ms: number; lane: Lane | undefined; row: number },
  reachMs: number,
): number | undefined {
  let best: number | undefined
  let bestScore = Number.POSITIVE_INFINITY
  for (const [index, item] of items.entries()) {
    const distance = item.fromMs > place.ms ? item.fromMs - place.ms : Math.max(0, place.ms - item.toMs)
    if (distance > reachMs) continue
    const isElsewhere =
      place.lane !== undefined &&
      (laneOf(item) !== place.lane || (place.lane === 'tools' && (lanes.rows[index] ?? 0) !== place.row))
    if (isElsewhere) continue
    const score = distance + (item.toMs - item.fromMs) * 1e-6
    if (score < bestScore) {
      best = index
      bestScore = score
    }
  }
  return best
}
