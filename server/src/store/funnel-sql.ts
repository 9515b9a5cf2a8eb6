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
  const byUnit = eventsByUnitSql(passingSql(project, funnel, bound), funnel)
  return funnel.windowNs === null ? earliestSql(byUnit, funnel) : furthestSql(byUnit, funnel, funnel.windowNs)
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
 * number each, which is gathered and sorted in half of the time that tuples take. `starts`
 * are those that are a first step, each with its value, if that is asked for.
 */
function eventsByUnitSql(passing: string, { groupBy }: CheckedFunnel): string {
  const place = 'bitShiftLeft(toInt128(toUnixTimestamp64Nano(timestamp)), 14) + first_passed * 1024 + passes'
  const starts = groupBy === null ? '[]' : `arraySort(groupArrayIf((${place}, value), step_1))`
  return `SELECT unit, starts, length(places) AS events, times[1] AS first, times[-1] AS last,
      arrayMap(place -> toInt64(bitShiftRight(place, 14)), places) AS times,
      arrayMap(place -> toUInt16(bitAnd(place, 1023)), places) AS passing
    FROM (SELECT unit, arraySort(groupArray(${place})) AS places, ${starts} AS starts FROM (${passing}) GROUP BY unit)`
}

/** The attempt that begins first: when any time may pass, no other gets further. */
function earliestSql(byUnit: string, { steps, groupBy }: CheckedFunnel): string {
  const reached = steps.map((_, at) => `(step_at_${at + 1} <= events)`).join(' + ')
  const path = steps.map((_, at) => `times[step_at_${at + 1}]`).join(', ')
  return `SELECT unit, events, first, last, ${reached} AS reached, tuple(${path}) AS path, ${groupKeySql(groupBy, '1')} AS group_key
    FROM (SELECT *, ${steps.map(stepAtSql).join(', ')} FROM (${byUnit}))`
}

/** Where a step is among the events: the first that passes it after the step before. Beyond them all is never. */
function stepAtSql(_: unknown, before: number): string {
  const found =
    before === 0
      ? 'arrayFirstIndex(passes -> bitTest(passes, 0), passing)'
      : `arrayFirstIndex((passes, at) -> bitTest(passes, ${before}) AND at > step_at_${before}, passing, arrayEnumerate(passing))`
  return `if(${found} = 0, events + 1, ${found}) AS step_at_${before + 1}`
}

/** The attempt that got furthest in time, and of several that got equally far the one that begins first. */
function furthestSql(byUnit: string, { steps, groupBy }: CheckedFunnel, windowNs: bigint): string {
  // In this way nothing ever gets beyond 64 bits.
  const deadline = `least(path.1, ${never - windowNs - 1n}) + ${windowNs}`
  const later = steps.slice(1).map((_, at) => `(path.${at + 2} <= ${deadline})`)
  return `SELECT unit, events, first, last, arrayMap(path -> toUInt8(${['1', ...later].join(' + ')}), paths) AS all_reached,
      arrayMax(all_reached) AS reached, indexOf(all_reached, reached) AS best, paths[best] AS path,
      ${groupKeySql(groupBy, 'best')} AS group_key
    FROM (${pathsSql(byUnit, steps.length)})`
}

/**
 * `paths`: one for each event that is a first step, in order, each the instants of all steps as a tuple. They are put together
 * from the last step to the first, which takes the same time however many there are.
 */
function pathsSql(byUnit: string, stepCount: number): string {
  // Behind them all stands one that is never, and passes every step: so there is always a next event.
  let sql = `SELECT ${ofUnit}, arrayPushBack(if(takes_first, found_times, []), ${never}) AS times,
      arrayPushBack(if(takes_first, found_passing, []), 1023) AS passing
    FROM (
      SELECT ${ofUnit}, times AS found_times, passing AS found_passing,
        arrayExists(passes -> bitTest(passes, 0), passing) AS takes_first
      FROM (${byUnit})
    )`
  for (let step = stepCount; step > 1; step--) {
    sql = `SELECT ${ofUnit}, times, passing, ${aheadSql(step, stepCount)} AS ahead FROM (${sql})`
  }
  return `SELECT ${ofUnit}, arrayPopBack(arrayFilter((path, passes) -> bitTest(passes, 0), ${pathSql(1, stepCount)}, passing)) AS paths
    FROM (${sql})`
}

const ofUnit = 'unit, starts, events, first, last'

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

/** `starts` are the events that are a first step, in order, each with its value. */
function groupKeySql(groupBy: CheckedFunnel['groupBy'], start: string): string {
  return groupBy === null ? 'NULL::Nullable(String)' : `starts[${start}].2`
}
