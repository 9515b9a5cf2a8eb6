import { memo, type PointerEvent, useMemo } from 'react'
import { panned, type TimeWindow } from '../../../data/time-window.ts'
import type { Flag } from './flags.ts'
import styles from './lanes.module.css'

interface OverviewProps {
  flags: readonly Flag[]
  whole: TimeWindow
  window: TimeWindow
  width: number
  onShow: (window: TimeWindow) => void
}

/** All of the session on a thin line, and which part of it is shown; drag that part along. */
export const Overview = memo(function Overview({ flags, whole, window, width, onShow }: OverviewProps) {
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
  const marks = useMemo(() => marksOf(flags, whole, width), [flags, whole, width])
  return (
    <div className={styles.overview} onPointerDown={drag} onPointerMove={drag} aria-hidden>
      <svg width={width} height={8} aria-hidden>
        {marks.map(([kind, path]) => (
          <path key={kind} data-kind={kind} d={path} />
        ))}
      </svg>
      <span
        data-whole={isWhole || undefined}
        style={{ left: (window.from - whole.from) * perMs, width: Math.max(6, (window.to - window.from) * perMs) }}
      />
    </div>
  )
})

/** Each mark is two pixels wide, and no two of a kind lie on each other. */
function marksOf(flags: readonly Flag[], whole: TimeWindow, width: number): [Flag['kind'], string][] {
  const perMs = width / (whole.to - whole.from)
  return (['error', 'transfer'] as const).map((kind) => {
    const places = flags
      .filter((flag) => flag.kind === kind)
      .map(({ ms }) => Math.min(width - 2, 2 * Math.round(((ms - whole.from) * perMs) / 2)))
    return [kind, [...new Set(places)].map((left) => `M${left} 0h2v8h-2z`).join('')]
  })
}
