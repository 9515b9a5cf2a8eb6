import { type Lane, type Lanes, laneOf } from './lanes.ts'
import type { TimeWindow } from './time-window.ts'
import type { TimelineItem } from './timeline.ts'

/** A stretch that is drawn, in pixels. */
export interface Bar {
  lane: Lane
  row: number
  look: 'user' | 'agent' | 'tool' | 'transfer' | 'prompt' | 'system' | 'failed'
  left: number
  width: number
  /** Where a lane is too crowded for bars: from which to which part of its height this stands, 0 being its foot. */
  stands: { from: number; to: number } | undefined
  /** The item, unless several lie so close that they are one bar. */
  index: number | undefined
}

const barPxMin = 4
/** A lane with less room than this for each of its items shows how many there are, not each. */
const crowdedPx = 7

/**
 * What there is to draw in a window of time. Neighbours of the same look that would touch become one bar, and a crowded lane becomes
 * columns as high as it has items there, so there are never more of them than there are pixels, however many events there are.
 */
export function barsOf(items: readonly TimelineItem[], lanes: Lanes, window: TimeWindow, widthPx: number): Bar[] {
  const byLane = new Map<Lane, number[]>()
  for (const [index, item] of items.entries()) {
    if (item.toMs < window.from || item.fromMs > window.to) continue
    const lane = laneOf(item)
    const indices = byLane.get(lane)
    if (indices) indices.push(index)
    else byLane.set(lane, [index])
  }
  return [...byLane].flatMap(([lane, indices]) =>
    indices.length * crowdedPx > widthPx
      ? columnsOf(items, lane, indices, window, widthPx)
      : singleBarsOf(items, lanes, lane, indices, window, widthPx),
  )
}

function singleBarsOf(
  items: readonly TimelineItem[],
  { rows }: Lanes,
  lane: Lane,
  indices: readonly number[],
  { from, to }: TimeWindow,
  widthPx: number,
): Bar[] {
  const bars: Bar[] = []
  const last = new Map<string, Bar>()
  const perMs = widthPx / (to - from)
  for (const index of indices) {
    const item = items[index] as TimelineItem
    const look = lookOf(item)
    const row = rows[index] ?? 0
    const [begin, end] = [(item.fromMs - from) * perMs, (item.toMs - from) * perMs]
    // What is too short to be seen is drawn around its moment, and never over the edge.
    const middle = Math.min(widthPx - barPxMin / 2, Math.max(barPxMin / 2, (begin + end) / 2))
    const isShort = end - begin < barPxMin
    const left = isShort ? middle - barPxMin / 2 : Math.max(0, begin)
    const right = isShort ? middle + barPxMin / 2 : Math.min(widthPx, end)
    const key = `${row} ${look}`
    const before = last.get(key)
    if (before && left <= before.left + before.width + 0.5 && isSmall(before, right - left)) {
      before.width = Math.max(before.width, right - before.left)
      before.index = undefined
      continue
    }
    const bar: Bar = { lane, row, look, left, width: right - left, stands: undefined, index }
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

const columnPx = 3
const columnGapPx = 1
/** One item is still to be seen beside the fullest column. */
const shareMin = 0.15
/** From the foot of a column up: what is looked for first stands where it is found first. */
const looksInColumn: readonly Bar['look'][] = ['transfer', 'failed', 'user', 'agent', 'tool', 'prompt', 'system']

/** How many items there are along a lane. Columns keep their times when the window moves, so that nothing flickers. */
function columnsOf(
  items: readonly TimelineItem[],
  lane: Lane,
  indices: readonly number[],
  { from, to }: TimeWindow,
  widthPx: number,
): Bar[] {
  const perMs = widthPx / (to - from)
  const columnMs = columnPx / perMs
  const columns = new Map<number, { count: number; looks: Map<Bar['look'], number> }>()
  let most = 1
  for (const index of indices) {
    const item = items[index] as TimelineItem
    const atMs = Math.min(to, Math.max(from, (item.fromMs + item.toMs) / 2))
    const place = Math.floor(atMs / columnMs)
    const column = columns.get(place) ?? { count: 0, looks: new Map() }
    columns.set(place, column)
    const look = lookOf(item)
    column.count += 1
    column.looks.set(look, (column.looks.get(look) ?? 0) + 1)
    most = Math.max(most, column.count)
  }
  return [...columns].flatMap(([place, { count, looks }]) => {
    const begin = (place * columnMs - from) * perMs
    const left = Math.max(0, begin)
    const width = Math.min(widthPx, begin + columnPx - columnGapPx) - left
    if (width <= 0) return []
    const perItem = Math.max(shareMin, count / most) / count
    let below = 0
    return looksInColumn.flatMap((look): Bar[] => {
      const ofLook = looks.get(look)
      if (ofLook === undefined) return []
      const stands = { from: below * perItem, to: (below + ofLook) * perItem }
      below += ofLook
      return [{ lane, row: 0, look, left, width, stands, index: undefined }]
    })
  })
}

function lookOf({ kind, failed }: TimelineItem): Bar['look'] {
  if (failed) return 'failed'
  return kind === 'session' || kind === 'other' ? 'system' : kind
}
