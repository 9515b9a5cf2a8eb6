import type { CheckedFunnel } from '../event/funnel.ts'
import { languageSql } from './filter-language-sql.ts'
import { type Bound, filterSql } from './filter-sql.ts'
import { valueSql } from './measure-sql.ts'

/**
 * A SELECT with one row for each session (conversation, user) of which an event passes a step:
 *
 * - `unit`: its id,
 * - `events`, `first`, `last`: how many of its events pass a step, and the instants of the first and the last of these,
 * - `reached`: how many steps it got through; 0 when it never took the first,
 * - `path`: the instants of all steps, as a tuple; beyond `reached` they mean nothing,
 * - `group_key`: the value of the event that was the first step, as nullable text.
 *
 * Instants are nanoseconds since 1970. Which attempt of several is answered: see docs/funnels.md.
 */
export function attemptsSql(project: string, funnel: CheckedFunnel, bound: Bound): string {
  const stepCount = funnel.steps.length
  let sql = eventsByUnitSql(passingSql(project, funnel, bound))
  for (let step = stepCount; step > 1; step--)
    sql = `SELECT ${ofUnit}, ${aheadSql(step, stepCount)} AS ahead FROM (${sql})`
  return funnel.windowNs === null ? earliestSql(sql, funnel) : furthestSql(sql, funnel, funnel.windowNs)
}

/** The events that pass a step. In `passes` each step has a bit, the first the lowest. */
function passingSql(project: string, funnel: CheckedFunnel, bound: Bound): string {
  const { asked, from, to, unit, windowNs, groupBy } = funnel
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to: afterWindow(to, windowNs) }) }
  const where = filterSql(project, { conditions: [], asked, ...range }, bound).sql
  const isEarly = to === undefined ? '1' : `timestamp < ${bound.instant(to)}`
  const steps = funnel.steps.map((step, at) => {
    const condition = languageSql(step, { project, bound })
    return { name: `step_${at + 1}`, condition: at === 0 ? `${condition} AND ${isEarly}` : condition, bit: 2 ** at }
  })
  const value = groupBy === null ? 'NULL' : `if(step_1, ${valueSql(groupBy, bound)}, NULL)`
  return `SELECT assumeNotNull(${unit}) AS unit, timestamp,
      ${steps.map(({ name, condition }) => `(${condition}) AS ${name}`).join(', ')},
      toUInt16(${steps.map(({ name, bit }) => `${bit} * ifNull(${name}, 0)`).join(' + ')}) AS passes,
      multiIf(${steps.map(({ name }, at) => `${name}, ${at}`).join(', ')}, 0) AS first_passed,
      CAST(${value} AS Nullable(String)) AS value
    FROM event WHERE ${where} AND ${unit} IS NOT NULL AND (${steps.map(({ name }) => name).join(' OR ')})`
}

/** Later steps may follow after the range of first steps, as long as the window lasts. */
function afterWindow(to: bigint, windowNs: bigint | null): bigint {
  const end = to + (windowNs ?? 0n)
  return end < never ? end : never
}

/** Later than any event. */
const never = 2n ** 63n - 1n

/**
 * The events of each, in order: by time, then by the first step that they pass, then by the last. All of that is one
 * number each, which is gathered and sorted in half of the time that tuples take.
 *
 * At the end of `times` stands one that is never, and passes every step: so there is always a next event.
 */
function eventsByUnitSql(passing: string): string {
  const place = 'bitShiftLeft(toInt128(toUnixTimestamp64Nano(timestamp)), 14) + first_passed * 1024 + passes'
  return `SELECT unit, length(places) AS events, times_found[1] AS first, times_found[-1] AS last, starts,
      arrayMap(place -> toInt64(bitShiftRight(place, 14)), places) AS times_found,
      arrayPushBack(if(takes_first, times_found, []), ${never}) AS times,
      arrayPushBack(if(takes_first, arrayMap(place -> toUInt16(bitAnd(place, 1023)), places), []), 1023) AS passing
    FROM (
      SELECT unit, arraySort(groupArray(${place})) AS places, arraySort(groupArrayIf((${place}, value), step_1)) AS starts,
        bitTest(groupBitOr(passes), 0) AS takes_first
      FROM (${passing}) GROUP BY unit
    )`
}

/** What is known of each while its paths are put together. */
const ofUnit = 'unit, events, first, last, starts, times, passing'

/** For each event: the path from the next event on that passes this step, itself included. */
function aheadSql(step: number, stepCount: number): string {
  return `arrayReverseFill((path, passes) -> bitTest(passes, ${step - 1}), ${pathSql(step, stepCount)}, passing)`
}

/** For each event, if it is taken for this step: the instants of this step and of all that follow. */
function pathSql(step: number, stepCount: number): string {
  if (step === stepCount) return 'arrayMap(time -> tuple(time), times)'
  // Another event must be the next step, so it is looked for from the next one on.
  const aheadOfNext = 'arrayPushBack(arrayPopFront(ahead), ahead[-1])'
  return `arrayMap((time, rest) -> tupleConcat(tuple(time), rest), times, ${aheadOfNext})`
}

/** The attempt that begins first: when any time may pass, no other gets further. */
function earliestSql(ahead: string, { steps, groupBy }: CheckedFunnel): string {
  const reached = steps.map((_, at) => `(path.${at + 1} < ${never})`).join(' + ')
  return `SELECT unit, events, first, last, ${reached} AS reached, path, ${groupKeySql(groupBy, '1')} AS group_key
    FROM (SELECT ${ofUnit}, arrayFirst(${isFirstStep}, ${pathSql(1, steps.length)}, passing) AS path FROM (${ahead}))`
}

/** The attempt that got furthest in time, and of several that got equally far the one that begins first. */
function furthestSql(ahead: string, { steps, groupBy }: CheckedFunnel, windowNs: bigint): string {
  // In this way nothing ever gets beyond 64 bits.
  const deadline = `least(path.1, ${never - windowNs - 1n}) + ${windowNs}`
  const later = steps.slice(1).map((_, at) => `(path.${at + 2} <= ${deadline})`)
  return `SELECT unit, events, first, last, arrayMap(path -> toUInt8(${['1', ...later].join(' + ')}), paths) AS all_reached,
      arrayMax(all_reached) AS reached, indexOf(all_reached, reached) AS best, paths[best] AS path,
      ${groupKeySql(groupBy, 'best')} AS group_key
    FROM (
      SELECT ${ofUnit}, arrayPopBack(arrayFilter(${isFirstStep}, ${pathSql(1, steps.length)}, passing)) AS paths
      FROM (${ahead})
    )`
}

const isFirstStep = '(path, passes) -> bitTest(passes, 0)'

/** `starts` are the events that are a first step, in order, each with its value. */
function groupKeySql(groupBy: CheckedFunnel['groupBy'], start: string): string {
  return groupBy === null ? 'NULL::Nullable(String)' : `starts[${start}].2`
}
