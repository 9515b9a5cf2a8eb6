import type { Engine } from '../engine/engine.ts'
import type { FoundConversation } from '../event/session.ts'
import { descriptors, type SessionDescriptors } from '../event/session-descriptors.ts'
import type { ConversationFact, ConversationOrderField } from '../event/session-fields.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import { quote } from './quote.ts'
import {
  countedPartsSql,
  type SelectedSession,
  sessionFacts,
  sessionFactsColumns,
  sessionFactsSql,
} from './session-facts.ts'
import { type SessionFilter, type SessionSearchSql, sessionSearchSql } from './session-search-sql.ts'

const factsSql: Record<ConversationFact, string> = {
  timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  session_count: 'session_count',
  event_count: 'event_count',
}

export interface ConversationListRequest {
  filter: SessionFilter<ConversationFact>
  orderBy: ConversationOrderField
  direction: 'asc' | 'desc'
  limit: number
  offset: number
}

/** A page of conversations, ties by id; and how many there are. */
export async function listConversations(
  engine: Engine,
  project: string,
  { filter, orderBy, direction, limit, offset }: ConversationListRequest,
  left?: AbortSignal,
): Promise<{ items: FoundConversation[]; count: number }> {
  const search = sessionSearchSql(project, filter, factsSql)
  const params = search.bound.params
  const matching = `SELECT * FROM (${conversationsSql(search)}) WHERE matches AND ${search.counted}`
  const sortedBy = orderBy in factsSql ? factsSql[orderBy as ConversationFact] : orderBy
  const order = `${direction.toUpperCase()} NULLS LAST, conversation_id ${direction.toUpperCase()}`
  const [[counted], rows] = await Promise.all([
    engine.rows<{ count: string }>(`SELECT count() AS count FROM (${matching})`, { params, ...(left && { left }) }),
    engine.rows<SelectedConversation>(
      `SELECT conversation_id, user_id, toUnixTimestamp64Nano(first_timestamp) AS first_ns,
        toUnixTimestamp64Nano(last_timestamp) AS last_ns, session_count, event_count
      FROM (${matching}) ORDER BY ${sortedBy} ${order} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
      { params: { ...params, limit, offset }, ...(left && { left }) },
    ),
  ])
  const described = await describeConversations(engine, project, rows, left)
  const items = rows.map((row) => ({
    conversation_id: row.conversation_id,
    user_id: row.user_id,
    first_timestamp: BigInt(row.first_ns),
    last_timestamp: BigInt(row.last_ns),
    session_count: Number(row.session_count),
    event_count: Number(row.event_count),
    ...(described.get(row.conversation_id) ?? undescribed()),
  }))
  return { items, count: Number(counted?.count ?? 0) }
}

interface SelectedConversation {
  conversation_id: string
  user_id: string | null
  first_ns: string
  last_ns: string
  session_count: string
  event_count: string
}

/**
 * Events without a conversation are counted to that of their session. `matches` says whether any of the events that
 * were counted to it, or any of its sessions, is what was searched for.
 */
function conversationsSql({ project, containing, described }: SessionSearchSql): string {
  const matches = [
    ...containing.map(
      (events) => `${placeSql('named')} IN (SELECT ${placeSql('conversation_id')} FROM event WHERE ${events})`,
    ),
    ...described.map((sessions) => `session_id IN (${sessions})`),
  ]
  return `SELECT conversation_id,
      min(part.4) AS user_id,
      min(part.1) AS first_timestamp,
      max(part.2) AS last_timestamp,
      uniqExact(session_id) AS session_count,
      sum(part.3) AS event_count,
      ${['true', ...matches.map((sql) => `countIf(${sql}) > 0`)].join(' AND ')} AS matches
    FROM (
      SELECT session_id, part, part.5 AS named, if(session_id IS NULL, named, coalesce(named, own)) AS conversation
      FROM (
        SELECT session_id,
          argMinIf(counted.conversation_id, (first_timestamp, counted.conversation_id), counted.conversation_id IS NOT NULL) AS own,
          groupArray((first_timestamp, last_timestamp, event_count, user_id, counted.conversation_id)) AS parts
        FROM (${countedPartsSql(project)}) AS counted
        GROUP BY session_id
      )
      ARRAY JOIN parts AS part
    )
    WHERE conversation IS NOT NULL
    GROUP BY assumeNotNull(conversation) AS conversation_id`
}

/** What an event was counted under: its session and the conversation that it names. Made so that null equals null. */
function placeSql(conversation: string): string {
  return `(session_id IS NULL, ifNull(session_id, ''), ${conversation} IS NULL, ifNull(${conversation}, ''))`
}

/** A conversation is described by its earliest sessions; the first that says something counts. */
async function describeConversations(
  engine: Engine,
  project: string,
  conversations: readonly { conversation_id: string }[],
  left?: AbortSignal,
): Promise<Map<string, SessionDescriptors>> {
  const described = new Map<string, SessionDescriptors>()
  if (conversations.length === 0) return described
  const ids = conversations.map(({ conversation_id }) => quote(conversation_id)).join(', ')
  const rows = await engine.rows<SelectedSession>(
    `SELECT ${sessionFactsColumns} FROM (${sessionFactsSql(`project = {project:String} AND session_id IN (
      SELECT session_id FROM event WHERE project = {project:String} AND conversation_id IN (${ids})
      GROUP BY session_id, conversation_id
    )`)})
    ORDER BY first_timestamp, session_id LIMIT {sessionsMax:UInt32} BY conversation_id`,
    {
      params: { project, sessionsMax: sessionsDescribingMax },
      settings: { max_query_size: 16 * 1024 ** 2 },
      ...(left && { left }),
    },
  )
  const sessions = rows.map(sessionFacts)
  const bySession = await describeSessions(engine, project, sessions, left)
  for (const { session_id, conversation_id } of sessions) {
    if (conversation_id === null) continue
    const conversation: Record<string, string | boolean | null> = described.get(conversation_id) ?? undescribed()
    const session = bySession.get(session_id) ?? undescribed()
    for (const descriptor of descriptors) conversation[descriptor] ??= session[descriptor]
    described.set(conversation_id, conversation as SessionDescriptors)
  }
  return described
}

const sessionsDescribingMax = 5
