import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import type { Seen } from '../seen.ts'
import styles from './lanes.module.css'

/** What is in view in the conversation, and the moment one is at. */
export function SeenBand({
  items,
  seen,
  current,
  window: { from, to },
  width,
  follow,
}: {
  items: readonly TimelineItem[]
  seen: Seen
  /** The item that one went to, or -1. */
  current: number
  window: TimeWindow
  width: number
  follow: (atMs: number) => void
}) {
  const range = useSyncExternalStore(seen.subscribe, seen.get)
  const [first, last] = [items[range?.first ?? -1], items[range?.last ?? -1]]
  const isCurrentSeen = range !== undefined && current >= range.first && current <= range.last
  const atMs = (isCurrentSeen ? items[current] : first)?.offsetMs
  const before = useRef<number>(undefined)
  useEffect(() => {
    // What the address shows at first stays until one moves.
    if (atMs !== undefined && before.current !== undefined && atMs !== before.current) follow(atMs)
    before.current = atMs
  }, [atMs, follow])
  if (!first || !last || atMs === undefined) return null
  const perMs = width / (to - from)
  const at = (ms: number) => Math.min(width, Math.max(0, (ms - from) * perMs))
  const [left, right] = [at(first.offsetMs), at(last.offsetMs)]
  return (
    <>
      <i className={styles.seen} style={{ left, width: Math.max(3, right - left) }} />
      {atMs >= from && atMs <= to && <i className={styles.head} style={{ left: at(atMs) }} />}
    </>
  )
}
