import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { CheckedQuestion } from '../event/question.ts'
import type { GroupKey, MeasuredQuestion, MeasuredRange } from './answer-question.ts'
import { countedEventsSql } from './counted-events-sql.ts'
import { Bound } from './filter-sql.ts'
import { stepSettings } from './measure-sql.ts'
import { stepStarts } from './step-starts.ts'

/**
 * A question that only counts, which is what is asked most: answered by one statement, from counts that were made beforehand
 * where they suffice. Measures the groups that are named, or else the largest, and all others together.
 */
export async function countQuestion(
  engine: Engine,
  range: MeasuredRange,
  question: CheckedQuestion,
  wanted?: readonly GroupKey[],
  asker?: Asker,
): Promise<MeasuredQuestion> {
  const [counted, starts] = await Promise.all([
    countGroups(engine, range, question, wanted, asker),
    question.interval === null ? null : stepStarts(engine, range, question, asker),
  ])
  const measured = (group: CountedGroup | undefined) => ({
    values: question.measures.map(() => group?.events ?? 0),
    steps:
      starts?.map((atMs) => ({ atMs, values: question.measures.map(() => group?.eventsOfStep.get(atMs) ?? 0) })) ??
      null,
  })
  const found = counted.filter(({ id }) => id !== restId)
  const rest = counted.find(({ id }) => id === restId)
  // Without a dimension there is one group, also of nothing.
  const keys = wanted ?? (question.groupBy.length > 0 ? found : [{ id: '[]', key: [] }])
  return {
    groups: keys.map(({ id, key }) => ({ id, key, ...measured(found.find((group) => group.id === id)) })),
    rest: measured(rest),
    hasRest: rest !== undefined,
    events: counted.reduce((sum, { events }) => sum + events, 0),
  }
}

interface CountedGroup extends GroupKey {
  events: number
  /** By when the step began, in milliseconds since 1970. */
  eventsOfStep: ReadonlyMap<number, number>
}

/** No group has this name: those of groups begin with a bracket. */
const restId = 'rest'

/** In order of their counts, the largest first. */
async function countGroups(
  engine: Engine,
  { project, ...range }: MeasuredRange,
  { asked, groupBy, interval, timeZone, top }: CheckedQuestion,
  wanted: readonly GroupKey[] | undefined,
  asker: Asker = {},
): Promise<CountedGroup[]> {
  const bound = new Bound()
  const steps = interval === null ? {} : { steps: { interval, timeZone } }
  const counted = countedEventsSql(
    { project, filter: { conditions: [], asked, ...range }, by: groupBy, ...steps },
    bound,
  )
  const values = groupBy.map((_, n) => `v${n}`)
  const key = `[${values.map((value) => `CAST(${value} AS Nullable(String))`).join(', ')}]::Array(Nullable(String))`
  const named = wanted?.map(({ id }) => bound.text(id)).join(', ')
  const isNamed = named === undefined ? `place <= ${top}` : `has([${named}]::Array(String), id)`
  const rows = await engine.rows<{
    name: string
    group_key: (string | null)[]
    events_in_all: string
    counted: [string[], string[]]
  }>(
    `SELECT if(${isNamed}, id, {restId:String}) AS name, any(key) AS group_key, sum(events) AS events_in_all,
      sumMap(ats, counts) AS counted
    FROM (
      SELECT id, any(key) AS key, sum(step_events) AS events, groupArray(at) AS ats, groupArray(step_events) AS counts,
        row_number() OVER (ORDER BY events DESC, id) AS place
      FROM (
        SELECT ${key} AS key, toString(key) AS id, at, step_events
        FROM (SELECT ${[...values, 'at'].join(', ')}, sum(events) AS step_events FROM (${counted}) GROUP BY ${[...values, 'at'].join(', ')})
      )
      GROUP BY id
    )
    GROUP BY name ORDER BY events_in_all DESC, name`,
    { ...asker, params: { ...bound.params, restId }, settings: stepSettings },
  )
  return rows.map((row) => ({
    id: row.name,
    key: row.group_key,
    events: Number(row.events_in_all),
    eventsOfStep: new Map(row.counted[0].map((at, n) => [Number(at), Number(row.counted[1][n])])),
  }))
}
