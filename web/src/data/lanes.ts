import type { Kind } from './events.ts'
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

/** The item nearest to a place: of those that are under it the shortest, else the one closest in time. */
export function itemAt(
  items: readonly TimelineItem[],
  lanes: Lanes,
  place: { ms: number; lane: Lane | undefined; row: number },
  reachMs: number,
): number | undefined {
  let best: number | undefined
  let bestScore = Number.POSITIVE_INFINITY
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as TimelineItem
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
