import type { Outcome } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import { transferTypes } from '../event/event.ts'
import type { FoundSession, SessionFacts } from '../event/session.ts'
import { type Kind, kindsShare } from '../event/similarity.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { duringSql } from './describe-sessions.ts'
import { readSessions } from './list-sessions.ts'
import { newestSince } from './newest-since.ts'
import { longStatement, quote } from './quote.ts'

/** At most so many of the newest events are looked at: the answer costs the same however many are stored. */
const eventsLookedAtMax = 300_000
/** Kinds beyond the most frequent ones count as if they had been seen once. */
const kindsCountedMax = 20_000
/** Of one session. */
const kindsMax = 1000

/** What a session is compared with: aborting `left` ends the question in the engine. */
export interface SimilarReads {
  /** Since when the newest events are looked at, of a project that has more than that; null when all are. */
  newestSince(project: string, left?: AbortSignal): Promise<TimestampNs | null>
  /** How often each kind of event occurs since then, and how many events those are. */
  frequencies(
    project: string,
    since: TimestampNs | null,
    left?: AbortSignal,
  ): Promise<{ kinds: (Kind & { events: number })[]; events: number }>
  /** What happened in each of these sessions, by session id. */
  kindsOf(project: string, sessions: readonly SessionFacts[], left?: AbortSignal): Promise<Map<string, Kind[]>>
  /** The ids of the most similar sessions by what is seen of them among the newest events, and how many were compared. */
  closest(
    project: string,
    wanted: Wanted,
    countMax: number,
    left?: AbortSignal,
  ): Promise<{ ids: string[]; compared: number }>
  /** All about these sessions, in this order. */
  sessions(project: string, ids: readonly string[], left?: AbortSignal): Promise<FoundSession[]>
}

/** What is looked for. */
export interface Wanted {
  /** Among the events from this instant on; null for all. */
  since: TimestampNs | null
  session_id: string
  kinds: readonly Kind[]
  /** Of its kinds together. */
  weight: number
  outcome: Outcome
}

export function similarReads(engine: Engine): SimilarReads {
  return {
    newestSince: (project, left) => newestSince(engine, project, eventsLookedAtMax, left),
    frequencies: (project, since, left) => frequencies(engine, project, since, left),
    kindsOf: (project, sessions, left) => kindsOf(engine, project, sessions, left),
    closest: (project, wanted, countMax, left) => closest(engine, project, wanted, countMax, left),
    sessions: (project, ids, left) => readSessions(engine, project, ids, left),
  }
}

const kindColumns = 'type, source_id, failed'

/** The newest events of the project: those since an instant, or all for null. */
function newestSql(since: TimestampNs | null): string {
  return `project = {project:String} AND ${since === null ? 'true' : `timestamp >= fromUnixTimestamp64Nano(${since}::Int64)`}`
}

function frequenciesSql(since: TimestampNs | null): string {
  return `SELECT ${kindColumns}, count() AS events, sum(count()) OVER () AS all_events
    FROM event WHERE ${newestSql(since)} GROUP BY ${kindColumns}`
}

async function frequencies(engine: Engine, project: string, since: TimestampNs | null, left?: AbortSignal) {
  const rows = await engine.rows<SelectedKind & { events: string; all_events: string }>(
    `${frequenciesSql(since)} ORDER BY events DESC LIMIT ${kindsCountedMax}`,
    { params: { project }, ...(left && { left }) },
  )
  return {
    kinds: rows.map((row) => ({ ...kindOf(row), events: Number(row.events) })),
    events: Number(rows[0]?.all_events ?? 0),
  }
}

async function kindsOf(engine: Engine, project: string, sessions: readonly SessionFacts[], left?: AbortSignal) {
  const byId = new Map<string, Kind[]>(sessions.map(({ session_id }) => [session_id, []]))
  if (sessions.length === 0) return byId
  const ids = sessions.map(({ session_id }) => quote(session_id)).join(', ')
  const rows = await engine.rows<SelectedKind & { session_id: string }>(
    `SELECT session_id, ${kindColumns} FROM event
    WHERE project = {project:String} AND ${duringSql(sessions)} AND session_id IN (${ids})
    GROUP BY session_id, ${kindColumns} ORDER BY count(), ${kindColumns} LIMIT ${kindsMax} BY session_id`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  for (const row of rows) byId.get(row.session_id)?.push(kindOf(row))
  return byId
}

/** The formula of `similarity` with the weights of `weightOf`, over all sessions at once. */
async function closest(
  engine: Engine,
  project: string,
  { since, session_id, kinds, weight, outcome }: Wanted,
  countMax: number,
  left?: AbortSignal,
): Promise<{ ids: string[]; compared: number }> {
  const transfers = transferTypes.map(quote).join(', ')
  const wanted = kinds.map(({ type, source_id, failed }) => `(${keyOf(type)}, ${keyOf(source_id)}, ${failed ? 1 : 0})`)
  const rows = await engine.rows<{ session_id: string; compared: string }>(
    `SELECT session_id,
      sum(weight) AS own,
      sumIf(weight, ${keyedSql} IN (${wanted.join(', ')})) AS shared,
      multiIf(max(type IN (${transfers})) = 1, 'transferred', max(failed) = 1, 'failed', 'ended') AS outcome,
      ${kindsShare} * shared / ({weight:Float64} + own - shared)
        + ${1 - kindsShare} * (outcome = {outcome:String}) AS score,
      count() OVER () AS compared
    FROM (
      SELECT session_id, ${kindColumns}, max(timestamp) AS last
      FROM event WHERE ${newestSql(since)} AND session_id IS NOT NULL AND session_id != {session_id:String}
      GROUP BY session_id, ${kindColumns}
    ) AS happened
    INNER JOIN (
      SELECT ${kindColumns}, log(1 + all_events / events) AS weight FROM (${frequenciesSql(since)})
    ) AS weighed
    ON happened.type <=> weighed.type AND happened.source_id <=> weighed.source_id AND happened.failed = weighed.failed
    GROUP BY session_id ORDER BY score DESC, max(last) DESC, session_id LIMIT {countMax:UInt32}`,
    { params: { project, session_id, weight, outcome, countMax }, settings: longStatement, ...(left && { left }) },
  )
  return { ids: rows.map((row) => row.session_id), compared: Number(rows[0]?.compared ?? 0) }
}

/** Made so that null equals null. */
const keyedSql = "((type IS NULL, ifNull(type, '')), (source_id IS NULL, ifNull(source_id, '')), failed)"

function keyOf(text: string | null): string {
  return text === null ? "(1, '')" : `(0, ${quote(text)})`
}

type SelectedKind = Omit<Kind, 'failed'> & { failed: number }

function kindOf({ type, source_id, failed }: SelectedKind): Kind {
  return { type, source_id, failed: failed === 1 }
}
