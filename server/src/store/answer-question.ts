import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { CheckedQuestion } from '../event/question.ts'
import { type EventBounds, isClosed, needsRange, type RangeAsked, rangeAsked } from '../event/range-asked.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { countQuestion } from './count-question.ts'
import { Bound, filterSql } from './filter-sql.ts'
import { measureSql, stepSettings, stepSql, valueSql } from './measure-sql.ts'
import { isAgent, joinAgentsSql } from './session-agents-sql.ts'
import { stepStarts } from './step-starts.ts'

export type Measured = (number | null)[]

/** A group by its values, and by the name that the engine gives it, which is different for different values. */
export interface GroupKey {
  id: string
  key: (string | null)[]
}

/** One group, measured; `steps` are as many as have a start, and null when no interval was asked for. */
export interface MeasuredGroup extends GroupKey {
  values: Measured
  steps: Measured[] | null
}

export interface MeasuredQuestion {
  /** Between which instants was measured; null for a question that need not know. */
  range: RangeAsked | null
  /** When the steps of all groups begin, in milliseconds since 1970, without gaps; null when no interval was asked for. */
  starts: number[] | null
  groups: MeasuredGroup[]
  /** All others together; of nothing when there are none. */
  rest: Omit<MeasuredGroup, keyof GroupKey>
  hasRest: boolean
  /** How many events passed. */
  events: number
}

/** What was asked of, in which project and between which instants. */
export interface MeasuredRange {
  project: string
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
}

/** Measures events. */
export interface QuestionReads {
  /** When the first and the last event was that passes; null when none does. */
  bounds(project: string, question: CheckedQuestion, asker?: Asker): Promise<EventBounds | null>
  /** These groups, and all others as the rest; without `keys` the largest by the first measure. */
  measure(
    range: MeasuredRange,
    question: CheckedQuestion,
    keys?: readonly GroupKey[],
    asker?: Asker,
  ): Promise<MeasuredQuestion>
}

export function questionReads(engine: Engine): QuestionReads {
  return {
    bounds: (project, question, asker) => boundsOf(engine, project, question, asker),
    measure: async (range, question, keys, asker) => {
      if (question.measures.every(({ measure }) => measure === 'count')) {
        return countQuestion(engine, range, question, keys, asker)
      }
      if (!needsRange(question)) return new Measuring(engine, range, question, asker).run(keys)
      const { project, ...named } = range
      const bounds = isClosed(named) ? null : await boundsOf(engine, project, question, asker)
      const ends = rangeAsked({ ...question, ...named }, bounds)
      return new Measuring(engine, { project, ...ends }, question, asker).run(keys)
    },
  }
}

async function boundsOf(engine: Engine, project: string, { asked, from, to }: CheckedQuestion, asker?: Asker) {
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const { sql, params } = filterSql(project, { conditions: [], asked, ...range })
  const [row] = await engine.rows<{ count: string; first: string; last: string }>(
    `SELECT count() AS count, toUnixTimestamp64Nano(min(timestamp)) AS first, toUnixTimestamp64Nano(max(timestamp)) AS last
    FROM event WHERE ${sql}`,
    { ...asker, params },
  )
  return row && row.count !== '0' ? { first: BigInt(row.first), last: BigInt(row.last) } : null
}

/** One question on its way: the statements that it takes share their condition. */
class Measuring {
  readonly #engine: Engine
  readonly #range: MeasuredRange
  readonly #question: CheckedQuestion
  readonly #asker: Asker

  constructor(engine: Engine, range: MeasuredRange, question: CheckedQuestion, asker: Asker = {}) {
    this.#engine = engine
    this.#range = range
    this.#question = question
    this.#asker = asker
  }

  async run(wanted?: readonly GroupKey[]): Promise<MeasuredQuestion> {
    const { groupBy, top } = this.#question
    const found = wanted === undefined && groupBy.length > 0 ? await this.#select('largest', [], top) : null
    // Without a dimension there is one group, also of nothing.
    const keys: readonly GroupKey[] = wanted ?? found ?? [{ id: undividedId, key: [] }]
    // Fewer than were asked for are all there are: then they are measured already, and there is no rest.
    const totals = found !== null && found.length < top ? found : await this.#select('totals', keys)
    const { starts, stepsOf } = await this.#steps(keys)
    const groups = keys.map(({ id, key }) => {
      const found = totals.find((row) => row.id === id)
      return { id, key, values: found?.values ?? this.#nothing(), steps: stepsOf(id) }
    })
    const rest = totals.find(({ id }) => id === restId)
    const { from, to } = this.#range
    return {
      range: needsRange(this.#question) ? { from: from!, to: to! } : null,
      starts,
      groups,
      rest: { values: rest?.values ?? this.#nothing(), steps: stepsOf(restId) },
      hasRest: rest !== undefined,
      events: totals.reduce((sum, { events }) => sum + events, 0),
    }
  }

  async #steps(
    keys: readonly GroupKey[],
  ): Promise<{ starts: number[] | null; stepsOf: (id: string) => Measured[] | null }> {
    if (this.#question.interval === null) return { starts: null, stepsOf: () => null }
    const [starts, measured] = await Promise.all([
      stepStarts(this.#engine, this.#range, this.#question, this.#asker),
      this.#select('steps', keys),
    ])
    const byGroup = Map.groupBy(measured, ({ id }) => id)
    return {
      starts,
      stepsOf: (id) => {
        const values = new Map((byGroup.get(id) ?? []).map((row) => [row.atMs, row.values]))
        return starts.map((atMs) => values.get(atMs) ?? this.#nothing())
      },
    }
  }

  /** `largest` finds groups; `totals` and `steps` measure those that are named, and all others together. */
  async #select(what: 'largest' | 'totals' | 'steps', keys: readonly GroupKey[], limit?: number): Promise<Row[]> {
    const { asked, measures, groupBy, interval, timeZone } = this.#question
    const { project, ...range } = this.#range
    const bound = new Bound()
    const where = filterSql(project, { conditions: [], asked, ...range }, bound).sql
    const ofAgents = groupBy.some(isAgent) || measures.some((one) => one.measure === 'distinct' && isAgent(one.of))
    const agents = ofAgents ? joinAgentsSql(`project = ${bound.text(project)}`, 'session_id') : ''
    const values = groupBy.map((field) => valueSql(field, bound))
    const key = `[${values.join(', ')}]::Array(Nullable(String))`
    const id = groupBy.length === 0 ? `'${undividedId}'` : `toString(${key})`
    const named = keys.map((one) => bound.text(one.id)).join(', ')
    const group = what === 'largest' ? id : `if(has([${named}]::Array(String), ${id}), ${id}, '${restId}')`
    const columns = [
      `${group} AS id`,
      `any(${key}) AS group_key`,
      what === 'steps' ? `${stepSql(interval!, 'timestamp', bound.text(timeZone))} AS at` : '0 AS at',
      `[${measures.map((measure) => measureSql(measure, bound)).join(', ')}]::Array(Nullable(Float64)) AS values`,
      'count() AS events',
    ]
    const rows = await this.#engine.rows<{
      id: string
      group_key: (string | null)[]
      at: string
      values: Measured
      events: string
    }>(
      `SELECT ${columns.join(', ')} FROM event ${agents} WHERE ${where} GROUP BY id, at
      ORDER BY values[1] DESC NULLS LAST, id, at ${limit === undefined ? '' : `LIMIT ${limit}`}`,
      { ...this.#asker, params: bound.params, settings: stepSettings },
    )
    return rows.map((row) => ({
      id: row.id,
      key: row.group_key,
      atMs: Number(row.at),
      values: row.values,
      events: Number(row.events),
    }))
  }

  /** What is measured where nothing is: no events, and of numbers not even a zero. */
  #nothing(): Measured {
    return this.#question.measures.map(({ measure }) => (measure === 'count' || measure === 'distinct' ? 0 : null))
  }
}

interface Row extends GroupKey {
  atMs: number
  values: Measured
  events: number
}

/** No group has one of these names: those of groups begin with a bracket. */
const restId = 'rest'
const undividedId = 'all'
