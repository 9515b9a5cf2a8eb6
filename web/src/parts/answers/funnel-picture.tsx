import type { FunnelAnswer } from '@occur/client/protocol'
import { formatCount } from '../../data/format.ts'
import { formatShare } from '../../data/measure-words.ts'
import styles from './funnel-picture.module.css'

const width = 100
const barWidth = 58

/** Steps as bars that shrink, with what is lost between them. The same stands in a table, so it is for the eye. */
export function FunnelPicture({ steps, isCompact }: { steps: FunnelAnswer['steps']; isCompact: boolean }) {
  const first = steps[0]?.count ?? 0
  const tops = steps.map(({ count }) => 100 - (first > 0 ? (count / first) * 100 : 0))
  const columns = { gridTemplateColumns: `repeat(${steps.length - 1}, minmax(0, ${width}fr)) minmax(0, ${barWidth}fr)` }
  return (
    <figure className={styles.funnel} data-compact={isCompact || undefined}>
      <svg viewBox={`0 0 ${(steps.length - 1) * width + barWidth} 100`} preserveAspectRatio="none" aria-hidden>
        {tops.map((top, at) => {
          const left = at * width
          const next = tops[at + 1]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <g key={at}>
              <rect className={styles.lost} x={left} y={0} width={barWidth} height={100} />
              <rect className={styles.here} x={left} y={top} width={barWidth} height={100 - top} />
              {next !== undefined && (
                <polygon
                  className={styles.between}
                  points={`${left + barWidth},${top} ${left + width},${next} ${left + width},100 ${left + barWidth},100`}
                />
              )}
            </g>
          )
        })}
      </svg>
      <ol style={columns} aria-label="Steps">
        {steps.map(({ name, count, from_first }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={at}>
            <span className={styles.share}>{at === 0 ? formatCount(count) : formatShare(from_first)}</span>
            <span className={styles.count}>{at > 0 && formatCount(count)}</span>
            <span className={styles.name} title={name}>
              <bdi>{name || 'any event'}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
