import { memo, type PointerEvent, useMemo } from 'react'
import { panned, type TimeWindow } from '../data/time-window.ts'
import styles from './time-overview.module.css'

export interface OverviewMarks {
  kind: 'error' | 'transfer' | 'session'
  places: readonly number[]
}

interface TimeOverviewProps {
  marks: readonly OverviewMarks[]
  whole: TimeWindow
  window: TimeWindow
  onShow: (window: TimeWindow) => void
}

/** All of an axis of time on a thin line, and which part of it is shown; drag that part along. */
export const TimeOverview = memo(function TimeOverview({ marks, whole, window, onShow }: TimeOverviewProps) {
  const length = whole.to - whole.from
  const percent = (place: number) => ((place - whole.from) / length) * 100
  const isWhole = window.to - window.from >= length * 0.999
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    if (isWhole) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const place = whole.from + ((event.clientX - left) / Math.max(1, width)) * length
    onShow(panned(window, whole, place - (window.from + window.to) / 2))
  }
  const paths = useMemo(
    () => marks.map((ofKind) => ({ kind: ofKind.kind, path: pathOf(ofKind, whole) })),
    [marks, whole],
  )
  return (
    <div className={styles.overview} onPointerDown={drag} onPointerMove={drag} aria-hidden>
      <svg viewBox={`0 0 ${steps} 8`} preserveAspectRatio="none" aria-hidden>
        {paths.map(({ kind, path }) => (
          <path key={kind} data-kind={kind} d={path} />
        ))}
      </svg>
      <span
        data-whole={isWhole || undefined}
        style={{ left: `${percent(window.from)}%`, width: `${percent(window.to) - percent(window.from)}%` }}
      />
    </div>
  )
})

/** Marks nearer to each other than this part of the line are one. */
const steps = 500

function pathOf({ places }: OverviewMarks, { from, to }: TimeWindow): string {
  const marked = new Set(places.map((place) => Math.round(((place - from) / (to - from)) * steps)))
  return [...marked].map((step) => `M${step} 0V8`).join('')
}
