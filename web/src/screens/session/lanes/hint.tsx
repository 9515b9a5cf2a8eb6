import { headline, kindNames } from '../../../data/events.ts'
import { formatDuration, formatOffset } from '../../../data/time.ts'
import type { TimelineItem } from '../../../data/timeline.ts'
import styles from './hint.module.css'

interface HintProps {
  x: number
  width: number
  ms: number
  item: TimelineItem | undefined
  /** The long silence that is folded there. */
  silenceMs: number | undefined
}

/** What the pointer is at: the moment, and what happened there. */
export function Hint({ x, width, ms, item, silenceMs }: HintProps) {
  const isAtEnd = x > width / 2
  const took = item && item.toMs - item.fromMs
  return (
    <>
      <i className={styles.cross} style={{ left: x }} />
      <div className={styles.hint} data-side={isAtEnd ? 'left' : 'right'} style={{ left: x }}>
        <b>{formatOffset(ms)}</b>
        {!item && silenceMs !== undefined && <span>{formatDuration(silenceMs)} in which nothing happened</span>}
        {item && (
          <span>
            {kindNames[item.kind]}
            {item.failed && ', failed'}
            {took ? ` · ${formatDuration(took)}` : ''}
            <bdi>{headline(item.event).slice(0, 140)}</bdi>
          </span>
        )}
      </div>
    </>
  )
}
