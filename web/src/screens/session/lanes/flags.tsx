import { memo } from 'react'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import { flagsTop } from './geometry.ts'
import styles from './lanes.module.css'

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
/** With more of them, lines through all lanes would hide what they point at. */
const linesMax = 24
const shortPx = 12

/** Marks between axis and lanes; those of transfers and errors go down through all lanes. */
export const Flags = memo(function Flags({
  flags,
  window: { from, to },
  width,
  height,
}: {
  flags: readonly Flag[]
  window: TimeWindow
  width: number
  height: number
}) {
  const perMs = width / (to - from)
  const inView = flags.filter(({ kind, ms }) => kind !== 'match' && ms >= from && ms <= to).length
  const long = inView > linesMax ? shortPx : height - flagsTop
  const last = { match: -9, error: -9, transfer: -9 }
  return flags.map(({ kind, ms }) => {
    const left = (ms - from) * perMs
    if (left < 0 || left > width || left < last[kind] + apartPxMin) return null
    last[kind] = left
    return (
      <i
        key={`${kind}${left}`}
        className={styles.flag}
        data-kind={kind}
        style={{ left, top: flagsTop, height: long }}
      />
    )
  })
})
