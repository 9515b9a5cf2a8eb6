import type { FoldedTime } from '../../../data/folded-time.ts'
import { formatDuration } from '../../../data/time.ts'
import type { TimeWindow } from '../../../data/time-window.ts'
import { flagsTop, type Geometry } from './geometry.ts'
import styles from './lanes.module.css'

interface FoldsProps {
  folds: FoldedTime['folds']
  window: TimeWindow
  width: number
}

const namePxMin = { whole: 54, short: 22 }

/** How long the silences are that are folded, where there is room to say it. */
export function FoldNames({ folds, window, width }: FoldsProps) {
  return shownOf(folds, window, width).map(({ fromMs, toMs, left, width }) => {
    if (width < namePxMin.short) return null
    const name = formatDuration(toMs - fromMs)
    return (
      <i key={fromMs} className={styles.foldName} style={{ left, width, top: flagsTop }}>
        {width < namePxMin.whole ? name.split(' ', 2).join(' ') : name}
      </i>
    )
  })
}

const toothPx = { width: 2.5, height: 4 }
/** A narrower fold has no room for its edges: the shade of the silence says it. */
const tornPxMin = 8

/** The ground of the lanes torn apart. */
export function tornPath({ folds, window, width }: FoldsProps, { height }: Geometry): string {
  return shownOf(folds, window, width)
    .map(({ left, width }) => {
      if (width < tornPxMin) return ''
      const teeth = Math.floor((height - flagsTop) / toothPx.height / 2)
      const foot = flagsTop + teeth * toothPx.height * 2
      const edge = (down: 1 | -1) =>
        `l${toothPx.width} ${down * toothPx.height}l${-toothPx.width} ${down * toothPx.height}`.repeat(teeth)
      return `M${left} ${flagsTop}${edge(1)}V${height}h${width - toothPx.width}V${foot}${edge(-1)}z`
    })
    .join('')
}

/** Those in view, in pixels. */
function shownOf(folds: FoldedTime['folds'], { from, to }: TimeWindow, width: number) {
  const perMs = width / (to - from)
  return folds.flatMap(({ fromMs, toMs, left, right }) =>
    right < from || left > to
      ? []
      : [{ fromMs, toMs, left: round((left - from) * perMs), width: round((right - left) * perMs) }],
  )
}

function round(px: number): number {
  return Math.round(px * 10) / 10
}
