import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { CheckedQuestion } from '../event/question.ts'
import { type EventBounds, isClosed, needsRange, type RangeAsked, rangeAsked } from '../event/range-asked.ts'
import type { GroupKey, Measured, MeasuredQuestion, MeasuredRange } from './answer-question.ts'
import { countedEventsSql, countingSettings, quartersSince } from './counted-events-sql.ts'
import { Bound } from './filter-sql.ts'
import { stepSettings } from './measure-sql.ts'
import { stepStarts } from './step-starts.ts'

/**
 * A question that only counts, which is what is asked most: answered by one statement, from counts that were made beforehand
 * where they suffice. Measures the groups that are named, or else the largest, and all others together. Where the range has an
 * open end, the same statement tells where the events end.
 */
export async function countQuestion(
  engine: Engine,
  range: MeasuredRange,
  question: CheckedQuestion,
  wanted?: readonly GroupKey[],
  asker?: Asker,
): Promise<MeasuredQuestion> {
  const { interval, groupBy, measures } = question
  const startsOf = (ends: Partial<RangeAsked>) => (interval === null ? null : stepStarts(engine, ends, question, asker))
  const withBounds = needsRange(question) && !isClosed(range)
  const [counted, startsKnown] = await Promise.all([
    countGroups(engine, range, question, { wanted, withBounds }, asker),
    isClosed(range) ? startsOf(range) : null,
  ])
  const bounds = boundsOf(counted)
  const ends = rangeAsked({ ...question, ...range }, bounds)
  if (interval !== null && range.from === undefined && ends.from < quartersSince) {
    return countQuestion(engine, { ...range, ...ends }, question, wanted, asker)
  }
  const starts = startsKnown ?? (await startsOf(ends))
  const placeOf = new Map(starts?.map((atMs, n) => [atMs, n]))
  const measured = (group?: CountedGroup) => ({
    values: measures.map(() => group?.events ?? 0),
    steps: starts && stepsOf(group?.steps ?? [[], []], placeOf, measures.length),
  })
  const rest = counted.find(({ id }) => id === restId)
  const found = new Map(counted.filter((group) => group !== rest).map((group) => [group.id, group]))
  // Without a dimension there is one group, also of nothing.
  const keys = wanted ?? (groupBy.length > 0 ? [...found.values()] : [{ id: '[]', key: [] }])
  return {
    range: needsRange(question) ? ends : null,
    starts,
    groups: keys.map(({ id, key }) => ({ id, key, ...measured(found.get(id)) })),
    rest: measured(rest),
    hasRest: rest !== undefined,
    events: counted.reduce((sum, { events }) => sum + events, 0),
  }
}

interface CountedGroup extends GroupKey {
  events: number
  steps: CountedSteps
  /** Null when they were not asked for. */
  bounds: EventBounds | null
}

/** When steps began, in milliseconds since 1970, and how many events were in each; the same step may come several times. */
type CountedSteps = readonly [startsMs: readonly number[], events: readonly number[]]

/** No group has this name: those of groups begin with a bracket. */
const restId = 'rest'

/** In order of their counts, the largest first; the rest comes before all. */
async function countGroups(
  engine: Engine,
  { project, ...range }: MeasuredRange,
  { asked, groupBy, interval, timeZone, top }: CheckedQuestion,
  { wanted, withBounds }: { wanted: readonly GroupKey[] | undefined; withBounds: boolean },
  asker: Asker = {},
): Promise<CountedGroup[]> {
  const bound = new Bound()
  const steps = interval === null ? {} : { steps: { interval, timeZone } }
  const counting = { project, filter: { conditions: [], asked, ...range }, by: groupBy, withBounds, ...steps }
  const values = groupBy.map((_, n) => `v${n}`)
  const key = `[${values.map((value) => `CAST(${value} AS Nullable(String))`).join(', ')}]::Array(Nullable(String))`
  const named = wanted?.map(({ id }) => bound.text(id)).join(', ')
  const place =
    named === undefined ? 'row_number() OVER (ORDER BY all_events DESC, id)' : `indexOf([${named}]::Array(String), id)`
  const ofGroup = [
    `${key} AS key`,
    'toString(key) AS id',
    'sum(events) AS all_events',
    `${groupBy.length === 0 ? '1' : place} AS place`,
    ...(interval === null ? [] : ['groupArray(at) AS ats', 'groupArray(events) AS counts']),
    ...(withBounds ? ['min(first) AS begin', 'max(last) AS end'] : []),
  ]
  // The steps of groups are there by now, and only those of the rest have to be added up.
  const ofPlace = [
    `if(place <= ${top}, place, 0) AS nth`,
    'any(id) AS group_id',
    'any(key) AS group_key',
    'sum(all_events) AS group_events',
    ...(interval === null ? [] : ['if(nth = 0, sumMapIf(ats, counts, nth = 0), any((ats, counts))) AS group_steps']),
    ...(withBounds ? [`${textOfNs('min(begin)')} AS first_ns`, `${textOfNs('max(end)')} AS last_ns`] : []),
  ]
  const counted = countedEventsSql(counting, bound)
  const rows = await engine.rows<CountedRow>(
    `SELECT ${ofPlace.join(', ')} FROM (
      SELECT ${ofGroup.join(', ')} FROM (${counted}) ${values.length > 0 ? `GROUP BY ${values.join(', ')}` : ''}
    ) GROUP BY nth ORDER BY nth`,
    { ...asker, params: bound.params, settings: { ...stepSettings, ...smallIntegers, ...countingSettings(counting) } },
  )
  return rows.map((row) => ({
    id: row.nth === 0 ? restId : row.group_id,
    key: row.group_key,
    events: row.group_events,
    steps: row.group_steps ?? [[], []],
    // Without a dimension there is a row of nothing, too.
    bounds: withBounds && row.group_events > 0 ? { first: BigInt(row.first_ns!), last: BigInt(row.last_ns!) } : null,
  }))
}

interface CountedRow {
  nth: number
  group_id: string
  group_key: (string | null)[]
  group_events: number
  group_steps?: CountedSteps
  first_ns?: string
  last_ns?: string
}

/** Counts and milliseconds fit into a double; as numbers they are read in half the time. */
const smallIntegers = { output_format_json_quote_64bit_integers: 0 }

function textOfNs(instant: string): string {
  return `toString(toUnixTimestamp64Nano(${instant}))`
}

function boundsOf(groups: readonly CountedGroup[]): EventBounds | null {
  const known = groups.flatMap(({ bounds }) => bounds ?? [])
  if (known.length === 0) return null
  const byTime = (one: bigint, other: bigint) => (one < other ? -1 : 1)
  return {
    first: known.map(({ first }) => first).sort(byTime)[0]!,
    last: known
      .map(({ last }) => last)
      .sort(byTime)
      .at(-1)!,
  }
}

/** One for each step of the range, nothing in the gaps. */
function stepsOf(
  [startsMs, events]: CountedSteps,
  placeOf: ReadonlyMap<number, number>,
  measureCount: number,
): Measured[] {
  const counts = new Array<number>(placeOf.size).fill(0)
  for (const [n, atMs] of startsMs.entries()) counts[placeOf.get(atMs)!]! += events[n]!
  return counts.map((count) => new Array<number>(measureCount).fill(count))
}
