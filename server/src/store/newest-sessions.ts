import type { Params } from '../engine/bound-text.ts'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { readingEvents, sessionFactsSql } from './session-facts.ts'

/** For so many sessions that are wanted, how many of the newest events that pass are looked at; then once more. */
const eventsPerSession = [8, 64]

export interface SoughtSessions {
  /** Those of one project, as a condition on `event`. */
  project: string
  /** The events of which they must contain one, as a condition on `event`. */
  ofEvents: string
  /** What must hold for them beside, as conditions on the columns of `sessionFactsSql`. */
  counted: readonly string[]
  /** An instant before which they must have begun, in SQL; one of the conditions says so as well. */
  before?: string
  params: Params
}

export interface NewestSessionsPage extends SoughtSessions {
  limit: number
  offset: number
  /** Instead of `eventsPerSession`. */
  lookAt?: readonly number[]
}

/**
 * The ids of a page of the sessions that began last and contain an event that passes, ties by id; null when the newest events
 * do not tell. What began after the oldest event that was looked at has all of its events among these, so nothing that would
 * stand on the page is missing: only few sessions need to be counted.
 */
export async function newestSessions(
  engine: Engine,
  { limit, offset, lookAt = eventsPerSession, ...sought }: NewestSessionsPage,
  asker: Asker = {},
): Promise<string[] | null> {
  const { project, ofEvents, counted, before, params } = sought
  const wanted = limit + offset
  if (limit === 0 || wanted > wantedMax) return null
  for (const perSession of lookAt) {
    const [oldest] = await engine.rows<{ ns: string }>(
      `SELECT toUnixTimestamp64Nano(timestamp) AS ns FROM event WHERE ${ofEvents} AND session_id IS NOT NULL
        ${before === undefined ? '' : `AND timestamp < ${before}`} ORDER BY timestamp DESC LIMIT 1 OFFSET {looked:UInt64}`,
      { ...asker, params: { ...params, looked: wanted * perSession } },
    )
    if (!oldest) return null
    const since = 'fromUnixTimestamp64Nano({since:Int64})'
    const rows = await engine.rows<{ id: string }>(
      `SELECT session_id AS id FROM (${sessionFactsSql(`${project} AND ${candidatesSql(sought, since)}`)})
      WHERE ${[`first_timestamp > ${since}`, ...counted].join(' AND ')}
      ORDER BY first_timestamp DESC, session_id DESC LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
      { ...asker, params: { ...params, since: oldest.ns, limit, offset }, settings: readingEvents },
    )
    if (rows.length === limit) return rows.map(({ id }) => id)
  }
  return null
}

/**
 * The sessions with an event that passes and is later than this. Those that must have begun before an instant have an event
 * before it, too: else all that came after it would be counted, however long ago that was.
 */
function candidatesSql({ project, ofEvents, before }: SoughtSessions, since: string): string {
  const withEvent = (events: string) => `session_id IN (SELECT session_id FROM event WHERE ${events})`
  if (before === undefined) return withEvent(`${ofEvents} AND timestamp > ${since}`)
  const begun = withEvent(`${project} AND timestamp > ${since} AND timestamp < ${before}`)
  return ofEvents === project ? begun : `${begun} AND ${withEvent(`${ofEvents} AND timestamp > ${since} AND ${begun}`)}`
}

/** Deeper pages are looked for among all sessions. */
const wantedMax = 2000

/** How many sessions there are on all pages. */
export async function countSessions(
  engine: Engine,
  { project, ofEvents, counted, params }: SoughtSessions,
  asker: Asker = {},
): Promise<number> {
  const containing = `SELECT session_id FROM event WHERE ${ofEvents} AND session_id IS NOT NULL`
  // Every session has an event of the project.
  const whose = ofEvents === project ? project : `${project} AND session_id IN (${containing})`
  const sessions =
    counted.length === 0
      ? `${containing} GROUP BY session_id`
      : `SELECT session_id FROM (${sessionFactsSql(whose)}) WHERE ${counted.join(' AND ')}`
  const [row] = await engine.rows<{ count: string }>(`SELECT count() AS count FROM (${sessions})`, { ...asker, params })
  return Number(row?.count ?? 0)
}
