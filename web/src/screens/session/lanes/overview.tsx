import type { PointerEvent } from 'react'
import { panned, type TimeWindow } from '../../../data/time-window.ts'
import type { Flag } from './flags.tsx'
import styles from './lanes.module.css'

/** All of the session on a thin line, and which part of it is shown; drag that part along. */
export function Overview({
  flags,
  whole,
  window,
  width,
  onShow,
}: {
  flags: readonly Flag[]
  whole: TimeWindow
  window: TimeWindow
  width: number
  onShow: (window: TimeWindow) => void
}) {
  const perMs = width / (whole.to - whole.from)
  const isWhole = window.to - window.from >= (whole.to - whole.from) * 0.999
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    if (isWhole) return
    const { left } = event.currentTarget.getBoundingClientRect()
    const middle = (window.from + window.to) / 2
    onShow(panned(window, whole, (event.clientX - left) / perMs + whole.from - middle))
  }
  const shown: string[] = []
  const marks = flags.filter(({ kind, ms }) => {
    const key = `${kind}${Math.round(((ms - whole.from) * perMs) / 2)}`
    return kind !== 'match' && !shown.includes(key) && shown.push(key) < 400
  })
  return (
    <div className={styles.overview} onPointerDown={drag} onPointerMove={drag} aria-hidden>
      {marks.map(({ kind, ms }) => (
        <i key={`${kind}${ms}`} data-kind={kind} style={{ left: (ms - whole.from) * perMs }} />
      ))}
      <span
        data-whole={isWhole || undefined}
        style={{ left: (window.from - whole.from) * perMs, width: Math.max(6, (window.to - window.from) * perMs) }}
      />
    </div>
  )
}
