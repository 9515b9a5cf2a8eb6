import type { Interval } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { type InsightSearch, measuresOf } from '../../data/insight-search.ts'
import { isOverTime, measureQuery } from '../../data/insights.ts'
import { intervalName } from '../../data/interval.ts'
import { measureName, shortField } from '../../data/measure-words.ts'
import { AnswerFrame } from './answer-frame.tsx'
import styles from './answers.module.css'
import type { BarTone } from './bar.tsx'
import { GroupTable } from './group-table.tsx'
import { Numbers } from './numbers.tsx'
import { OverTime } from './over-time.tsx'
import { StepTable } from './step-table.tsx'

export interface AnswerProps {
  search: InsightSearch
  /** On the dashboard: only the picture. */
  isCompact?: boolean
  tone?: BarTone
  /** Of an answer over time only its groups, as bars. */
  areGroupsShown?: boolean
  /** Changes the question. */
  onChange?: ((change: Partial<InsightSearch>) => void) | undefined
}

/** What was measured, drawn as the question says. */
export function MeasureAnswer({ search, isCompact = false, tone = 'plain', areGroupsShown, onChange }: AnswerProps) {
  const query = useQuery(measureQuery(search))
  const { by = [], chart } = search
  const isSteps = isOverTime(search) && !areGroupsShown
  const measures = measuresOf(search)
  const isGrouped = by.length > 0
  const isStale = query.isPlaceholderData
  const shown = isCompact ? measures.slice(0, 1) : measures
  const titleOf = (at: number) => `${measureName(measures[at] ?? { measure: 'count' })}${sayGroups(by)}`
  const select = onChange
    ? (fromMs: number, toMs: number) =>
        onChange({ range: undefined, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
    : undefined
  return (
    <AnswerFrame query={query} isCompact={isCompact} isNothing={({ covered }) => covered.events === 0}>
      {(answer) => (
        <>
          {chart === 'number' && <Numbers groups={answer.groups} measures={shown} isGrouped={isGrouped} />}
          {chart !== 'number' &&
            chart !== 'table' &&
            isSteps &&
            shown.map((measure, at) => (
              <section key={measureName(measure)} className={styles.part}>
                {!isCompact && <h2 className={styles.partTitle}>{`${titleOf(at)}${sayInterval(answer.interval)}`}</h2>}
                <OverTime
                  label={`${titleOf(at)} over time`}
                  kind={chart === 'bar' ? 'bars' : 'lines'}
                  timeZone={search.tz}
                  height={isCompact ? 188 : measures.length > 1 ? 180 : isGrouped ? 280 : 340}
                  onSelect={select}
                  {...{ answer, measure, at, isGrouped, isStale }}
                />
              </section>
            ))}
          {chart === 'table' && isSteps && (
            <StepTable label={`${titleOf(0)} over time`} timeZone={search.tz} {...{ answer, measures, isGrouped }} />
          )}
          {isTableShown(search, isCompact, isSteps) && (
            <GroupTable
              isColored={chart !== 'table' && isSteps}
              label={titleOf(0)}
              fields={by}
              {...{ search, answer, measures, tone, isCompact, isStale }}
            />
          )}
        </>
      )}
    </AnswerFrame>
  )
}

/** Groups are always there to be read as a table; on the dashboard, when nothing else shows them. */
function isTableShown({ chart, by }: InsightSearch, isCompact: boolean, isSteps: boolean): boolean {
  if (chart === 'table') return by !== undefined || !isSteps
  if (chart === 'number' || !by) return chart === 'bar' && !isSteps
  return !isCompact || !isSteps
}

function sayGroups(fields: readonly string[]): string {
  return fields.length > 0 ? ` by ${fields.map(shortField).join(', ')}` : ''
}

function sayInterval(interval: Interval | undefined): string {
  return interval ? `, each ${intervalName(interval)}` : ''
}
