import { memo, useMemo } from 'react'
import { type Bar, barsOf } from '../../../data/bars.ts'
import { toolCallOf } from '../../../data/events.ts'
import type { FoldedTime } from '../../../data/folded-time.ts'
import type { Lanes } from '../../../data/lanes.ts'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import { type Flag, flagPaths } from './flags.ts'
import { FoldNames, tornPath } from './folds.tsx'
import type { Geometry } from './geometry.ts'
import styles from './lanes.module.css'
import { WaitLabels, waitsPaths } from './waits.tsx'

interface DrawingProps {
  items: readonly TimelineItem[]
  /** Those that have a wait. */
  waiting: readonly TimelineItem[]
  flags: readonly Flag[]
  lanes: Lanes
  time: FoldedTime
  geometry: Geometry
  window: TimeWindow
  width: number
}

const labelPxMin = 44
const labelHeightPxMin = 14

/** What happened, as bars: as long as it took, or as short as can be seen. One path for each look, however many there are of it. */
export const Drawing = memo(function Drawing(props: DrawingProps) {
  const { items, waiting, flags, lanes, time, geometry, window, width } = props
  const shown = { folds: time.folds, window, width }
  const bars = useMemo(() => barsOf(items, lanes, window, width), [items, lanes, window, width])
  const waits = useMemo(
    () => waitsPaths(waiting, window, width, geometry, time),
    [waiting, window, width, geometry, time],
  )
  const marks = useMemo(() => flagPaths(flags, window, width, geometry.height), [flags, window, width, geometry])
  const looks = useMemo(() => [...Map.groupBy(bars, ({ look }) => look)], [bars])
  return (
    <>
      <svg className={styles.drawing} width={width} height={geometry.height} aria-hidden>
        {waits.paths.map(({ of, area, edges }) => (
          <g key={of} className={styles.wait} data-for={of}>
            <path d={area} />
            <path data-edges d={edges} />
          </g>
        ))}
        <path className={styles.fold} d={tornPath(shown, geometry)} />
        {marks.map(({ kind, lines }) => (
          <path key={kind} className={styles.flagLines} data-kind={kind} d={lines} />
        ))}
        {looks.map(([look, ofLook]) => (
          <path
            key={look}
            className={styles.bars}
            data-look={look}
            d={ofLook.map((bar) => boxPath(bar, boxOf(bar, geometry))).join('')}
          />
        ))}
        {marks.map(({ kind, dots }) => (
          <path key={kind} className={styles.flagDots} data-kind={kind} d={dots} />
        ))}
      </svg>
      <WaitLabels labels={waits.labels} />
      <FoldNames {...shown} />
      {bars.map((bar) => {
        const { top, height } = boxOf(bar, geometry)
        const hasRoom = bar.lane === 'tools' && bar.width >= labelPxMin && height >= labelHeightPxMin
        const item = hasRoom ? items[bar.index ?? -1] : undefined
        if (!item) return null
        return (
          <i
            key={item.event.event_id}
            className={styles.barName}
            style={{ left: bar.left, width: bar.width, top, height }}
          >
            {toolCallOf(item.event).name}
          </i>
        )
      })}
    </>
  )
})

function boxOf({ lane, row, stands }: Bar, { lanes, rowHeight, inset }: Geometry): { top: number; height: number } {
  const { top, height } = lanes[lane]
  if (stands) {
    const room = height - 4
    return { top: top + 2 + room * (1 - stands.to), height: Math.max(1, room * (stands.to - stands.from)) }
  }
  if (lane === 'tools') return { top: top + 3 + row * rowHeight, height: rowHeight - 2 }
  return { top: top + inset, height: height - 2 * inset }
}

const radius = 2

/** A rectangle, its corners rounded where it is not a column. */
function boxPath({ left, width, stands }: Bar, { top, height }: { top: number; height: number }): string {
  const [x, y, w, h] = [left, top, width, height].map((px) => Math.round(px * 10) / 10) as [
    number,
    number,
    number,
    number,
  ]
  if (stands || w < 2 * radius) return `M${x} ${y}h${w}v${h}h${-w}z`
  const arc = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`
  const [long, high] = [w - 2 * radius, h - 2 * radius]
  return `M${x + radius} ${y}h${long}${arc(radius, radius)}v${high}${arc(-radius, radius)}h${-long}${arc(-radius, -radius)}v${-high}${arc(radius, -radius)}z`
}
