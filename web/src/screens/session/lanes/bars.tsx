import { memo, useMemo } from 'react'
import { toolCallOf } from '../../../data/events.ts'
import { barsOf, type Lanes } from '../../../data/lanes.ts'
import type { TimeWindow } from '../../../data/time-window.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import type { Geometry } from './geometry.ts'
import styles from './lanes.module.css'

const labelPxMin = 44
const inset = 5

/** What happened, as bars: as long as it took, or as short as can be seen. */
export const Bars = memo(function Bars({
  items,
  lanes,
  geometry,
  window,
  width,
}: {
  items: readonly TimelineItem[]
  lanes: Lanes
  geometry: Geometry
  window: TimeWindow
  width: number
}) {
  const bars = useMemo(() => barsOf(items, lanes, window, width), [items, lanes, window, width])
  return bars.map((bar) => {
    const { top, height } = geometry.lanes[bar.lane]
    const isTool = bar.lane === 'tools'
    const y = isTool ? top + 2 + bar.row * geometry.rowHeight + 1 : top + inset
    const item = bar.index === undefined ? undefined : items[bar.index]
    return (
      <i
        key={`${bar.lane}${bar.row}${bar.look}${Math.round(bar.left * 10)}`}
        className={styles.bar}
        data-look={bar.look}
        style={{
          left: bar.left,
          width: bar.width,
          top: y,
          height: isTool ? geometry.rowHeight - 2 : height - 2 * inset,
        }}
      >
        {isTool && item && bar.width >= labelPxMin && toolCallOf(item.event).name}
      </i>
    )
  })
})
