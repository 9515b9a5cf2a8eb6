import { type MouseEvent, memo } from 'react'
import type { Kind } from '../../data/events.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import styles from './ribbon.module.css'

interface RibbonProps {
  items: readonly TimelineItem[]
  /** From when to when is in view below. */
  seen: [number, number] | undefined
  onPick: (offsetMs: number) => void
}

/** The whole session on one line: who spoke when, which tools ran, where it was transferred. */
export function Ribbon({ items, seen, onPick }: RibbonProps) {
  const durationMs = Math.max(1, items.at(-1)?.offsetMs ?? 1)
  const pick = (event: MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    onPick(((event.clientX - left) / width) * durationMs)
  }
  const percent = (ms: number) => `${(ms / durationMs) * 100}%`
  return (
    // A shortcut for the pointer: the keyboard has j and k, and every row is in the feed below.
    <div className={styles.ribbon} onClick={pick} aria-hidden>
      <Marks items={items} durationMs={durationMs} />
      {seen && <div className={styles.seen} style={{ left: percent(seen[0]), width: percent(seen[1] - seen[0]) }} />}
    </div>
  )
}

const lanes: Record<Kind, number> = { user: 3, agent: 11, prompt: 11, tool: 19, transfer: 19, session: 27, other: 19 }
const laneHeight = 6

/** One path for each kind, however many events there are. */
const Marks = memo(function Marks({ items, durationMs }: { items: readonly TimelineItem[]; durationMs: number }) {
  const paths = new Map<string, string[]>()
  for (const { kind, failed, offsetMs } of items) {
    if (kind === 'session') continue
    const name = failed ? 'failed' : kind
    const [top, height] = kind === 'transfer' ? [2, 24] : [lanes[kind], laneHeight]
    const parts = paths.get(name) ?? []
    parts.push(`M${((offsetMs / durationMs) * 1000).toFixed(2)} ${top}v${height}`)
    paths.set(name, parts)
  }
  return (
    <svg
      viewBox="0 0 1000 28"
      preserveAspectRatio="none"
      className={styles.marks}
      data-dense={items.length > 400 || undefined}
      aria-hidden="true"
    >
      {[3, 11, 19].map((top) => (
        <path key={top} d={`M0 ${top + laneHeight / 2}H1000`} className={styles.lane} />
      ))}
      {[...paths].map(([name, parts]) => (
        <path key={name} d={parts.join('')} data-is={name} />
      ))}
    </svg>
  )
})
