import type { AnsweredGroup, Measure } from '@occur/client/protocol'
import { formatChange, formatMeasured, measureName } from '../../data/measure-words.ts'
import styles from './answers.module.css'
import figures from './numbers.module.css'

/** Numbers to be read from afar: of each group the first measure, or without groups every measure. */
export function Numbers({
  groups,
  measures,
  isGrouped,
}: {
  groups: readonly AnsweredGroup[]
  measures: readonly Measure[]
  isGrouped: boolean
}) {
  const shown = isGrouped
    ? groups.map(({ key, values, previous }) => ({
        name: key.map((part) => part ?? 'none').join(' · '),
        measure: measures[0],
        now: values[0] ?? null,
        before: previous?.values[0],
      }))
    : measures.map((measure, at) => ({
        name: measureName(measure),
        measure,
        now: groups[0]?.values[at] ?? null,
        before: groups[0]?.previous?.values[at],
      }))
  return (
    <dl className={figures.numbers}>
      {shown.map(({ name, measure = { measure: 'count' as const }, now, before }) => (
        <div key={name} className={figures.number}>
          <dt title={name}>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            <span className={figures.big}>{formatMeasured(measure, now)}</span>
            {before !== undefined && (
              <p className={styles.before}>
                {formatChange(now, before)} from {formatMeasured(measure, before)} before
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
