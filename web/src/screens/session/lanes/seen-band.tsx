import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import type { Seen } from '../seen.ts'
import styles from './lanes.module.css'

interface SeenBandProps {
  items: readonly TimelineItem[]
  seen: Seen
  /** The item that one went to, or -1. */
  current: number
  /** Where somebody drags through time right now. */
  scrubMs: number | undefined
  window: TimeWindow
  width: number
  follow: (atMs: number) => void
}

/** What is in view in the conversation, and the moment one is at. */
export function SeenBand({ items, seen, current, scrubMs, window: { from, to }, width, follow }: SeenBandProps) {
  const range = useSyncExternalStore(seen.subscribe, seen.get)
  const [first, last] = [items[range?.first ?? -1], items[range?.last ?? -1]]
  const isCurrentSeen = range !== undefined && current >= range.first && current <= range.last
  const atMs = (isCurrentSeen ? items[current] : first)?.offsetMs
  const isScrubbing = scrubMs !== undefined
  const before = useRef<number>(undefined)
  useEffect(() => {
    // What the address shows at first stays until one moves; and under a hand that drags nothing moves away.
    if (!isScrubbing && atMs !== undefined && before.current !== undefined && atMs !== before.current) follow(atMs)
    before.current = atMs
  }, [atMs, isScrubbing, follow])
  if (!first || !last || atMs === undefined) return null
  const perMs = width / (to - from)
  const at = (ms: number) => Math.min(width, Math.max(0, (ms - from) * perMs))
  const [left, right] = [at(first.offsetMs), at(last.offsetMs)]
  const headMs = scrubMs ?? atMs
  return (
    <>
      <i
        className={styles.seen}
        data-all={right - left >= width - 1 || undefined}
        style={{ left, width: Math.max(3, right - left) }}
      />
      {headMs >= from && headMs <= to && (
        <i className={styles.head} style={{ transform: `translateX(${at(headMs)}px)` }} />
      )}
    </>
  )
}
