import type { Engine } from '../engine/engine.ts'
import type { FoundSession } from '../event/session.ts'
import { type Descriptor, descriptors } from '../event/session-descriptors.ts'
import type { SessionFact, SessionField } from '../event/session-fields.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import { type SelectedSession, sessionFacts, sessionFactsColumns, sessionFactsSql } from './session-facts.ts'
import { type SessionFilter, type SessionSearchSql, sessionSearchSql } from './session-search-sql.ts'

const factsSql: Record<SessionFact, string> = {
  timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  // In more than 64 bits, for there are more nanoseconds between 1900 and 2261.
  duration: 'toInt128(toUnixTimestamp64Nano(last_timestamp)) - toUnixTimestamp64Nano(first_timestamp)',
  event_count: 'event_count',
  tool_call_count: 'tool_call_count',
  transfer_count: 'transfer_count',
  error_count: 'error_count',
}

export interface SessionListRequest {
  filter: SessionFilter<SessionFact>
  orderBy: SessionField
  direction: 'asc' | 'desc'
  limit: number
  offset: number
}

/** A page of sessions, ties by id, so that pages neither overlap nor leave anything out; and how many there are. */
export async function listSessions(
  engine: Engine,
  project: string,
  request: SessionListRequest,
  left?: AbortSignal,
): Promise<{ items: FoundSession[]; count: number }> {
  const search = sessionSearchSql(project, request.filter, factsSql)
  const params = search.bound.params
  const matching = `SELECT * FROM (${sessionFactsSql(whereOf(search))}) WHERE ${search.counted}`
  const [[counted], page] = await Promise.all([
    engine.rows<{ count: string }>(`SELECT count() AS count FROM (${matching})`, { params, ...(left && { left }) }),
    request.limit === 0 ? [] : readPage(engine, matching, search, request, left),
  ])
  const described = await describeSessions(engine, project, page, left)
  const items = page.map((one) => ({ ...one, ...(described.get(one.session_id) ?? undescribed()) }))
  return { items, count: Number(counted?.count ?? 0) }
}

async function readPage(
  engine: Engine,
  matching: string,
  search: SessionSearchSql,
  { orderBy, direction, limit, offset }: SessionListRequest,
  left?: AbortSignal,
) {
  const order = `${direction.toUpperCase()} NULLS LAST, session_id ${direction.toUpperCase()}`
  const rows = await engine.rows<SelectedSession>(
    isDescriptor(orderBy)
      ? `SELECT ${sessionFactsColumns} FROM (${matching}) AS session
        LEFT JOIN (${describeSessionsSql([orderBy], `${search.project} AND session_id IS NOT NULL`)}) AS described
        ON session.session_id = described.session_id
        ORDER BY nullIf(described.value, '') ${order} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`
      : `SELECT ${sessionFactsColumns} FROM (${matching})
        ORDER BY ${orderBy in factsSql ? factsSql[orderBy as SessionFact] : orderBy} ${order}
        LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
    { params: { ...search.bound.params, limit, offset }, ...(left && { left }) },
  )
  return rows.map(sessionFacts)
}

function whereOf({ project, containing, described }: SessionSearchSql): string {
  const selects = [...containing.map((events) => `SELECT session_id FROM event WHERE ${events}`), ...described]
  return [project, ...selects.map((select) => `session_id IN (${select})`)].join(' AND ')
}

function isDescriptor(field: SessionField): field is Descriptor {
  return descriptors.some((descriptor) => descriptor === field)
}
