import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import { flagsTop } from './geometry.ts'

export interface Flag {
  kind: 'match' | 'error' | 'transfer'
  ms: number
}

/** Matches first, so that the rarer marks lie above them. */
export function flagsOf(items: readonly TimelineItem[], matches: ReadonlySet<string> | undefined): Flag[] {
  const flags: Record<Flag['kind'], Flag[]> = { match: [], error: [], transfer: [] }
  for (const { event, kind, failed, offsetMs } of items) {
    if (matches?.has(event.event_id)) flags.match.push({ kind: 'match', ms: offsetMs })
    if (kind === 'transfer') flags.transfer.push({ kind: 'transfer', ms: offsetMs })
    else if (failed) flags.error.push({ kind: 'error', ms: offsetMs })
  }
  return [...flags.match, ...flags.error, ...flags.transfer]
}

const apartPxMin = 3
/** With more of them, lines through all lanes would hide what they point at, and dots each other. */
const linesMax = 16
const tickPx = 7

/** Marks between axis and lanes; those of transfers and errors go down through all lanes while they are few. */
export function flagPaths(
  flags: readonly Flag[],
  { from, to }: TimeWindow,
  width: number,
  height: number,
): { kind: Flag['kind']; lines: string; dots: string }[] {
  const perMs = width / (to - from)
  return (['match', 'error', 'transfer'] as const).map((kind) => {
    const places: number[] = []
    let last = Number.NEGATIVE_INFINITY
    for (const { kind: of, ms } of flags) {
      const left = (ms - from) * perMs
      if (of !== kind || left < 0 || left > width || left < last + apartPxMin) continue
      places.push(Math.round(left * 10) / 10)
      last = left
    }
    if (kind === 'match')
      return { kind, lines: '', dots: places.map((x) => `M${x - 1.5} ${flagsTop + 8}h3v5h-3z`).join('') }
    const areFew = places.length <= linesMax
    const lines = places.map((x) => `M${x} ${flagsTop + 2}V${areFew ? height : flagsTop + 2 + tickPx}`).join('')
    return { kind, lines, dots: areFew ? places.map((x) => dot(kind, x)).join('') : '' }
  })
}

function dot(kind: 'error' | 'transfer', x: number): string {
  const y = flagsTop + 5.5
  return kind === 'transfer'
    ? `M${x - 3.5} ${y - 3.5}h7v7h-7z`
    : `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`
}
