import type { FoldedTime } from '../../../data/folded-time.ts'
import { formatDuration } from '../../../data/time.ts'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import type { Wait } from '../../../data/waits.ts'
import { flagsTop, type Geometry } from './geometry.ts'
import styles from './lanes.module.css'

const namePxMin = 38
const edgePxMin = 6
/** Narrower ones are only drawn while they are few: many of them would be a shade over everything. */
const narrowPx = 3
const narrowMax = 24

interface WaitLabel {
  id: string
  for: Wait['for']
  text: string
  left: number
  width: number
}

/** Where somebody waited: slow answers and silences, shaded over all lanes, named where there is room. A fold has a name of its own. */
export function waitsPaths(
  items: readonly TimelineItem[],
  { from, to }: TimeWindow,
  width: number,
  { height }: Geometry,
  { folds }: FoldedTime,
) {
  const perMs = width / (to - from)
  const shown = items.flatMap(({ wait, event }) => {
    if (!wait || wait.toMs < from || wait.fromMs > to) return []
    const left = Math.max(0, (wait.fromMs - from) * perMs)
    const right = Math.min(width, (wait.toMs - from) * perMs)
    return [{ id: event.event_id, wait, left, width: right - left }]
  })
  const areFew = shown.filter(({ width }) => width < narrowPx).length <= narrowMax
  const drawn = shown.filter(({ width }) => areFew || width >= narrowPx)
  const paths = [...Map.groupBy(drawn, ({ wait }) => (wait.for === 'agent' ? 'agent' : 'others'))].map(
    ([of, waits]) => ({
      of,
      area: waits.map(({ left, width }) => box(left, Math.max(2, width), height)).join(''),
      edges: waits
        .filter(({ width }) => width >= edgePxMin)
        .map(({ left, width }) => `M${round(left)} ${flagsTop}V${height}M${round(left + width)} ${flagsTop}V${height}`)
        .join(''),
    }),
  )
  const labels = drawn
    .filter(({ width, wait }) => width >= namePxMin && !folds.some((fold) => isOver(wait, fold)))
    .map(
      ({ id, wait, left, width }): WaitLabel => ({
        id,
        for: wait.for,
        text: formatDuration(wait.toMs - wait.fromMs),
        left,
        width,
      }),
    )
  return { paths, labels }
}

export function WaitLabels({ labels }: { labels: readonly WaitLabel[] }) {
  return labels.map(({ id, for: whom, text, left, width }) => (
    <i key={id} className={styles.waitName} data-for={whom} style={{ left, width, top: flagsTop }}>
      {text}
    </i>
  ))
}

function isOver(wait: Wait, fold: FoldedTime['folds'][number]): boolean {
  return wait.fromMs <= fold.left && wait.toMs >= fold.right
}

function box(left: number, width: number, height: number): string {
  return `M${round(left)} ${flagsTop}h${round(width)}V${height}h${-round(width)}z`
}

function round(px: number): number {
  return Math.round(px * 10) / 10
}
