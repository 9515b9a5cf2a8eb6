import type { FieldRef, Filter } from '@occur/client/filter'
import type { Interval } from '@occur/client/protocol'
import type { EventFilter } from '../event/filter.ts'
import { quarterNs, startOfQuarter } from '../event/quarters.ts'
import { timesAsRange } from '../event/times-as-range.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { type Bound, filterSql, filterSqlByParts } from './filter-sql.ts'
import { stepSql, valueSql } from './measure-sql.ts'
import { countedColumns, kindColumns, quarterSql } from './schema/counts.ts'
import { isAgent, joinAgentsSql, joinedAgent } from './session-agents-sql.ts'

/** How events are to be counted. */
export interface Counting {
  project: string
  filter: EventFilter
  /** To these values … */
  by: readonly FieldRef[]
  /**
   * … and by when these steps began. Where the range has no beginning, whoever asks sees to it that nothing was before
   * `quartersSince`.
   */
  steps?: { interval: Interval; timeZone: string }
  /** Also when the first and the last of them was. */
  withBounds?: boolean
}

/** Since then the clocks of all time zones have differed by whole quarters of an hour. */
export const quartersSince: TimestampNs = BigInt(Date.UTC(1973, 0)) * 1_000_000n

/**
 * A SELECT of counts: `v0`, `v1` … are the values, `at` is when the step began in milliseconds since 1970 (0 without steps),
 * `events` is how many there were, and `first` and `last`, with bounds, are when; the same values may come several times. What
 * was counted beforehand is not counted again (see `schema/counts.ts`): then events themselves are read only for the ends of
 * the range, which are seldom the ends of a quarter of an hour.
 */
export function countedEventsSql(asked: Counting, bound: Bound): string {
  const counting = { ...asked, filter: timesAsRange(asked.filter) }
  const { project, filter, by, steps, withBounds = false } = counting
  // A quarter of an hour is never in two steps. The engine works a step out for each quarter that was counted.
  const instant =
    steps && isOfQuarters(steps.interval, filter.from) ? `fromUnixTimestamp64Nano(${quarterSql})` : 'timestamp'
  // To agents what was counted to sessions is counted: these are fewer than their events.
  const byAgent = by.some(isAgent)
  const columns: Columns = countedColumns
  const values = by.flatMap((field, n) =>
    isAgent(field) ? [] : [`${columns.includes(field.name) ? field.name : valueSql(field, bound)} AS v${n}`],
  )
  const keys = by.flatMap((field, n) => (isAgent(field) ? [] : [`v${n}`]))
  if (byAgent) {
    values.push('session_id AS counted_in')
    keys.push('counted_in')
  }
  values.push(`${steps ? stepSql(steps.interval, instant, bound.text(steps.timeZone)) : '0'} AS at`)
  const counts = withBounds
    ? ['count() AS events', 'min(timestamp) AS first', 'max(timestamp) AS last']
    : ['count() AS events']
  const select = (where: string) =>
    `SELECT ${[...values, ...counts].join(', ')} FROM event WHERE ${where} GROUP BY ${[...keys, 'at'].join(', ')}`
  const counted = ranges(counting).flatMap(({ beforehand, ...range }) =>
    beforehand
      ? select([filterSql(project, timeless(filter), bound).sql, ...quartersOf(range, bound)].join(' AND '))
      : filterSqlByParts(project, { ...timeless(filter), ...range }, bound).map(select),
  )
  const ofSessions = counted.join(' UNION ALL ')
  return byAgent ? ofAgentsSql(counting, ofSessions, bound) : ofSessions
}

/**
 * Settings for a statement of these counts. The shortest are so few rows that a second thread costs more than it helps, and so
 * does looking at every other thing that might answer.
 */
export function countingSettings(asked: Counting): Record<string, string | number> {
  const counting = { ...asked, filter: timesAsRange(asked.filter) }
  return isCountedBeforehand(counting, kindColumns)
    ? { max_threads: 1, preferred_optimize_projection_name: 'counts_of_kinds' }
    : {}
}

/** What was counted to sessions (`counted_in`) and perhaps more, as counted to their agents. */
function ofAgentsSql({ project, by, withBounds }: Counting, ofSessions: string, bound: Bound): string {
  const values = by.map((field, n) => (isAgent(field) ? `${joinedAgent} AS v${n}` : `v${n}`))
  return `SELECT ${[...values, 'at', 'events', ...(withBounds ? ['first', 'last'] : [])].join(', ')} FROM (${ofSessions}) AS counted
    ${joinAgentsSql(`project = ${bound.text(project)}`, 'counted.counted_in')}`
}

interface Range {
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
}

/** The whole range in pieces: quarters that were counted beforehand, and what is left of it at both ends. */
function ranges(counting: Counting): (Range & { beforehand: boolean })[] {
  const { from, to } = counting.filter
  const whole = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const first = from === undefined ? undefined : startOfQuarter(from + quarterNs - 1n)
  const end = to === undefined ? undefined : startOfQuarter(to)
  if (!isCountedBeforehand(counting) || (first !== undefined && end !== undefined && first >= end)) {
    return [{ ...whole, beforehand: false }]
  }
  return [
    { ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }), beforehand: true },
    ...(first !== undefined && first !== from ? [{ from: from!, to: first, beforehand: false }] : []),
    ...(end !== undefined && end !== to ? [{ from: end, to: to!, beforehand: false }] : []),
  ]
}

/** Whether the engine has counts by these columns that will do. */
function isCountedBeforehand({ filter, by, steps }: Counting, columns: Columns = countedColumns): boolean {
  return (
    speaksOfCounted(filter, columns) &&
    by.every(({ name }) => columns.includes(name)) &&
    (steps === undefined || isOfQuarters(steps.interval, filter.from))
  )
}

type Columns = readonly string[]

/** Whatever the filter asks beyond the range. */
export function speaksOfCounted({ conditions, asked }: EventFilter, columns: Columns = countedColumns): boolean {
  return conditions.every(({ field }) => columns.includes(field)) && (!asked || asksOf(columns, asked.filter))
}

function asksOf(columns: Columns, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.every((one) => asksOf(columns, one))
    case 'not':
      return asksOf(columns, filter.of)
    case 'words':
      return false
    default:
      return filter.kind === 'field' && columns.includes(filter.field.name)
  }
}

function isOfQuarters(interval: Interval, from: TimestampNs | undefined): boolean {
  return interval !== 'minute' && (from === undefined || from >= quartersSince)
}

function quartersOf({ from, to }: Range, bound: Bound): string[] {
  return [
    ...(from === undefined ? [] : [`${quarterSql} >= ${bound.int(from)}`]),
    ...(to === undefined ? [] : [`${quarterSql} < ${bound.int(to)}`]),
  ]
}

function timeless({ conditions, asked }: EventFilter): EventFilter {
  return { conditions, ...(asked && { asked }) }
}
