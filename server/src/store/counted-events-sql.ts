import type { FieldRef, Filter } from '@occur/client/filter'
import type { Interval } from '@occur/client/protocol'
import type { EventFilter } from '../event/filter.ts'
import { quarterNs, startOfQuarter } from '../event/quarters.ts'
import { timesAsRange } from '../event/times-as-range.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { type Bound, filterSql, filterSqlByParts } from './filter-sql.ts'
import { stepSql, valueSql } from './measure-sql.ts'
import { countedColumns, quarterSql } from './schema/counts.ts'
import { isAgent, joinAgentsSql, joinedAgent } from './session-agents-sql.ts'

/** How events are to be counted. */
export interface Counting {
  project: string
  filter: EventFilter
  /** To these values … */
  by: readonly FieldRef[]
  /** … and by when these steps began. */
  steps?: { interval: Interval; timeZone: string }
}

/** Since then the clocks of all time zones have differed by whole quarters of an hour. */
const quartersSince: TimestampNs = BigInt(Date.UTC(1973, 0)) * 1_000_000n

/**
 * A SELECT of counts: `v0`, `v1` … are the values, `at` is when the step began in milliseconds since 1970 (0 without steps),
 * and `events` is how many there were; the same values may come several times. What was counted beforehand is not counted
 * again (see `schema/counts.ts`): then events themselves are read only for the ends of the range, which are seldom the ends
 * of a quarter of an hour.
 */
export function countedEventsSql(asked: Counting, bound: Bound): string {
  const counting = { ...asked, filter: timesAsRange(asked.filter) }
  const { project, filter, by, steps } = counting
  const { from } = filter
  const quarterly = steps !== undefined && isOfQuarters(steps.interval, from)
  const at = quarterly ? `${quarterSql} AS quarter` : steps ? `${stepOf('timestamp', steps, bound)} AS at` : '0 AS at'
  const step = quarterly ? 'quarter' : 'at'
  // To agents what was counted to sessions is counted: these are fewer than their events.
  const byAgent = by.some(isAgent)
  const values = by.flatMap((field, n) =>
    isAgent(field) ? [] : [`${isCounted(field) ? field.name : valueSql(field, bound)} AS v${n}`],
  )
  const keys = by.flatMap((field, n) => (isAgent(field) ? [] : [`v${n}`]))
  if (byAgent) {
    values.push('session_id AS counted_in')
    keys.push('counted_in')
  }
  const select = (where: string) =>
    `SELECT ${[...values, at].join(', ')}, count() AS events FROM event WHERE ${where} GROUP BY ${[...keys, step].join(', ')}`
  const counted = ranges(counting).flatMap(({ beforehand, ...range }) =>
    beforehand
      ? select([filterSql(project, timeless(filter), bound).sql, ...quartersOf(range, bound)].join(' AND '))
      : filterSqlByParts(project, { ...timeless(filter), ...range }, bound).map(select),
  )
  const ofSessions = counted.join(' UNION ALL ')
  const all = byAgent ? ofAgentsSql(project, by, step, ofSessions, bound) : ofSessions
  if (!quarterly) return all
  const columns = [...by.map((_, n) => `v${n}`), `${stepOf('fromUnixTimestamp64Nano(quarter)', steps, bound)} AS at`]
  return `SELECT ${columns.join(', ')}, events FROM (${all})`
}

/** What was counted to sessions (`counted_in`) and perhaps more, as counted to their agents. */
function ofAgentsSql(project: string, by: readonly FieldRef[], step: string, ofSessions: string, bound: Bound): string {
  const values = by.map((field, n) => (isAgent(field) ? `${joinedAgent} AS v${n}` : `v${n}`))
  return `SELECT ${[...values, step].join(', ')}, events FROM (${ofSessions}) AS counted
    ${joinAgentsSql(`project = ${bound.text(project)}`, 'counted.counted_in')}`
}

interface Range {
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
}

/** The whole range in pieces: quarters that were counted beforehand, and what is left of it at both ends. */
function ranges({ filter, by, steps }: Counting): (Range & { beforehand: boolean })[] {
  const { from, to } = filter
  const whole = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const first = from === undefined ? undefined : startOfQuarter(from + quarterNs - 1n)
  const end = to === undefined ? undefined : startOfQuarter(to)
  const isCountedBeforehand =
    speaksOfCounted(filter) && by.every(isCounted) && (steps === undefined || isOfQuarters(steps.interval, from))
  if (!isCountedBeforehand || (first !== undefined && end !== undefined && first >= end)) {
    return [{ ...whole, beforehand: false }]
  }
  return [
    { ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }), beforehand: true },
    ...(first !== undefined && first !== from ? [{ from: from!, to: first, beforehand: false }] : []),
    ...(end !== undefined && end !== to ? [{ from: end, to: to!, beforehand: false }] : []),
  ]
}

/** Of these the engine has counts: whatever the filter asks beyond the range. */
export function speaksOfCounted({ conditions, asked }: EventFilter): boolean {
  return conditions.every(({ field }) => isCountedName(field)) && (!asked || asksOfCounted(asked.filter))
}

function asksOfCounted(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.every(asksOfCounted)
    case 'not':
      return asksOfCounted(filter.of)
    case 'words':
      return false
    default:
      return filter.kind === 'field' && isCounted(filter.field)
  }
}

function isCounted({ name }: FieldRef): boolean {
  return isCountedName(name)
}

function isCountedName(name: string): boolean {
  return countedColumns.some((column) => column === name)
}

function isOfQuarters(interval: Interval, from: TimestampNs | undefined): boolean {
  return interval !== 'minute' && from !== undefined && from >= quartersSince
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

function stepOf(instant: string, { interval, timeZone }: NonNullable<Counting['steps']>, bound: Bound): string {
  return stepSql(interval, instant, bound.text(timeZone))
}
