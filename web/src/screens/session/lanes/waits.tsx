import { memo } from 'react'
import { formatDuration } from '../../../data/time.ts'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import { flagsTop } from './geometry.ts'
import styles from './lanes.module.css'

const namePxMin = 38
const widthPxMin = 2
const borderPxMin = 6

/** Where somebody waited: slow answers and silences, shaded over all lanes, named where there is room. */
export const Waits = memo(function Waits({
  items,
  window: { from, to },
  width,
  height,
}: {
  /** Those that have one. */
  items: readonly TimelineItem[]
  window: TimeWindow
  width: number
  height: number
}) {
  const perMs = width / (to - from)
  let lastRight = -1
  return items.map(({ wait, event }) => {
    if (!wait || wait.toMs < from || wait.fromMs > to) return null
    const left = Math.max(0, (wait.fromMs - from) * perMs)
    const right = Math.min(width, (wait.toMs - from) * perMs)
    // What cannot be told from its neighbour is one with it.
    if (right <= lastRight + 1) return null
    lastRight = right
    const wide = Math.max(widthPxMin, right - left)
    return (
      <i
        key={event.event_id}
        className={styles.wait}
        data-for={wait.for}
        data-narrow={wide < borderPxMin || undefined}
        style={{ left, width: wide, top: flagsTop, height: height - flagsTop }}
      >
        {wide >= namePxMin && <b>{formatDuration(wait.toMs - wait.fromMs)}</b>}
      </i>
    )
  })
})
