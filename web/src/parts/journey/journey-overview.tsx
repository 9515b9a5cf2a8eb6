import type { PointerEvent } from 'react'
import { panned, type TimeWindow } from '../../data/time-window.ts'
import styles from './journey-axis.module.css'

interface JourneyOverviewProps {
  /** When sessions began. */
  startsMs: readonly number[]
  whole: TimeWindow
  window: TimeWindow
  onShow: (window: TimeWindow) => void
}

/** All of the journey on a thin line, and which part of it is shown; drag that part along. */
export function JourneyOverview({ startsMs, whole, window, onShow }: JourneyOverviewProps) {
  const percent = (ms: number) => ((ms - whole.from) / (whole.to - whole.from)) * 100
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const atMs = whole.from + ((event.clientX - left) / Math.max(1, width)) * (whole.to - whole.from)
    onShow(panned(window, whole, atMs - (window.from + window.to) / 2))
  }
  return (
    <div className={styles.overview} onPointerDown={drag} onPointerMove={drag} aria-hidden>
      <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden>
        <path d={startsMs.map((ms) => `M${(percent(ms) * 10).toFixed(1)} 0V8`).join('')} />
      </svg>
      <span style={{ left: `${percent(window.from)}%`, width: `${percent(window.to) - percent(window.from)}%` }} />
    </div>
  )
}
