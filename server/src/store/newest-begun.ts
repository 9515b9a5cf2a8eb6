import type { Params } from '../engine/bound-text.ts'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { longStatement } from './quote.ts'
import { readingEvents } from './session-facts.ts'

/** For so many that are wanted, how many of the newest events that pass are looked at; then once more. */
const eventsForEach = [32, 256]

/** Deeper pages are looked for among all. */
const wantedMax = 2000

/** Which sessions or conversations a list is of. */
export interface Sought {
  /** Those of one project, as a condition on `event`. */
  project: string
  /** The events of which they must contain one, as a condition on `event`. */
  ofEvents: string
  /** What must hold for them beside, as conditions on the columns of their facts. */
  counted: readonly string[]
  /** An instant at or after which they must have begun, in SQL; one of the conditions says so as well. */
  from?: string
  /** An instant before which they must have begun, likewise. */
  before?: string
  params: Params
}

export interface NewestPage extends Sought {
  limit: number
  offset: number
  /** Instead of `eventsForEach`. */
  lookAt?: readonly number[]
}

/** That something is later than the events that were not looked at: a condition on an instant in SQL. */
export type IsLater = (instant: string) => string

/** Asks the engine for a column `id`. */
export type AskRows = (sql: string) => Promise<string[]>

/** What a list is of. */
export interface Listed {
  id: 'session_id' | 'conversation_id'
  /** Whether an event can count to one of them, as a condition on `event`. */
  counts: string
  /** A SELECT of the facts of all that have only later events, one of which passes, and perhaps of some that began before; null for none. */
  begunSql: (sought: Sought, isLater: IsLater, rows: AskRows) => string | Promise<string | null>
}

/**
 * The ids of a page of those that began last and contain an event that passes, ties by id; null when the newest events do not
 * tell. What began after the oldest event that was looked at has all of its events among these, so nothing that would
 * stand on the page is missing: only few need to be counted.
 */
export async function newestBegun(
  engine: Engine,
  { id, counts, begunSql }: Listed,
  { limit, offset, lookAt = eventsForEach, ...sought }: NewestPage,
  asker: Asker = {},
): Promise<string[] | null> {
  const { project, ofEvents, counted, from, before, params } = sought
  const wanted = limit + offset
  if (limit === 0) return []
  if (wanted > wantedMax) return null
  const within = [
    ...(from === undefined ? [] : [`timestamp >= ${from}`]),
    ...(before === undefined ? [] : [`timestamp < ${before}`]),
  ]
  for (const forEach of lookAt) {
    const [oldest] = await engine.rows<{ ns: string }>(
      `SELECT toUnixTimestamp64Nano(timestamp) AS ns FROM event WHERE ${[ofEvents, counts, ...within].join(' AND ')}
      ORDER BY timestamp DESC LIMIT 1 OFFSET {looked:UInt64}`,
      { ...asker, params: { ...params, looked: wanted * forEach } },
    )
    // All events that pass were looked at; but of what passes after the range there may be any number.
    const isEverything = oldest === undefined
    if (isEverything && before !== undefined && ofEvents !== project) return null
    const isLater: IsLater = (instant) =>
      !isEverything ? `${instant} > fromUnixTimestamp64Nano({since:Int64})` : from ? `${instant} >= ${from}` : 'true'
    const idsOf: AskRows = async (sql) => {
      const bound = { ...params, ...(oldest && { since: oldest.ns }), limit, offset }
      const rows = await engine.rows<{ id: string }>(sql, { ...asker, params: bound, settings })
      return rows.map((row) => row.id)
    }
    const begun = await begunSql(sought, isLater, idsOf)
    const page = `SELECT ${id} AS id FROM (${begun}) WHERE ${[isLater('first_timestamp'), ...counted].join(' AND ')}
      ORDER BY first_timestamp DESC, ${id} DESC LIMIT {limit:UInt32} OFFSET {offset:UInt64}`
    const ids = begun === null ? [] : await idsOf(page)
    if (isEverything || ids.length === limit) return ids
  }
  return null
}

const settings = { ...longStatement, ...readingEvents }
