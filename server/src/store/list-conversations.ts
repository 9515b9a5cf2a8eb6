import type { Engine } from '../engine/engine.ts'
import { eventCounts } from '../event/event-counts.ts'
import type { Asked } from '../event/filter.ts'
import type { FoundConversation } from '../event/session.ts'
import type { ConversationFact, ConversationOrderField } from '../event/session-fields.ts'
import { durationSql, type SelectedSums, sessionPartsSql, summed, summedColumns, summedSql } from './counted-parts.ts'
import { describeConversations } from './describe-conversations.ts'
import { undescribed } from './describe-sessions.ts'
import { numberFields, type OwnFieldsSql, ownFieldsSql } from './own-fields-sql.ts'
import { inOrderOf, pageOfIds } from './page-of-ids.ts'
import { longStatement, quote } from './quote.ts'
import { sessionFactsSql } from './session-facts.ts'
import { type SessionFilter, type SessionSearchSql, sessionSearchSql } from './session-search-sql.ts'

const factsSql: Record<ConversationFact, string> = {
  timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  session_count: 'session_count',
  event_count: 'event_count',
  tool_call_count: 'tool_call_count',
  transfer_count: 'transfer_count',
  error_count: 'error_count',
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
  const asked = askedOfAll(search, filter.asked)
  const conversations = conversationsSql(search.project, matchesSql(search), asked.contained)
  const all = `SELECT * FROM (${conversations}) WHERE ${['matches', ...search.counted, ...asked.sql].join(' AND ')}`
  const sortedBy = orderBy in factsSql ? factsSql[orderBy as ConversationFact] : orderBy
  const { params } = search.bound
  const { ids, count } = await pageOfIds(
    engine,
    { all, id: 'conversation_id', sortedBy, direction, limit, offset, params },
    left,
  )
  return { items: await readConversations(engine, project, ids, left), count }
}

/** All about these conversations, in this order. One that no event names is left out. */
export async function readConversations(
  engine: Engine,
  project: string,
  ids: readonly string[],
  left?: AbortSignal,
): Promise<FoundConversation[]> {
  if (ids.length === 0) return []
  const named = `conversation_id IN (${ids.map(quote).join(', ')})`
  const ofProject = 'project = {project:String}'
  const their = `${ofProject} AND (${named} OR session_id IN (${sessionsWhere(`${ofProject} AND ${named}`)}))`
  const rows = await engine.rows<SelectedConversation>(
    `SELECT conversation_id, user_id, session_count, ${summedColumns}
    FROM (${conversationsSql(their)}) WHERE ${named}`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  const described = await describeConversations(engine, project, ids, left)
  const conversations = rows.map((row) => ({
    conversation_id: row.conversation_id,
    user_id: row.user_id,
    session_count: Number(row.session_count),
    ...summed(row),
    ...(described.get(row.conversation_id) ?? undescribed()),
  }))
  return inOrderOf(ids, conversations, ({ conversation_id }) => conversation_id)
}

interface SelectedConversation extends SelectedSums {
  conversation_id: string
  user_id: string | null
  session_count: string
}

/** The fields of a conversation in the filter language. Durations are asked for in seconds. */
const ownFields: OwnFieldsSql['fields'] = {
  started: { sql: 'first_timestamp', type: 'time' },
  ended: { sql: 'last_timestamp', type: 'time' },
  duration: { sql: `toFloat64(${durationSql}) / 1e9`, type: 'number' },
  ...numberFields([...eventCounts, 'session_count']),
}

/** A condition on conversations, and what it needs to be known of each: whether it contains such an event. */
function askedOfAll(search: SessionSearchSql, asked: Asked | undefined): { sql: string[]; contained: string[] } {
  if (!asked) return { sql: [], contained: [] }
  const contained: string[] = []
  const own: OwnFieldsSql = {
    fields: ownFields,
    contains: (events) => {
      contained.push(containsSql(events))
      return `contains_${contained.length - 1}`
    },
    // No field of a conversation is a descriptor.
    isDescribed: () => 'false',
  }
  return { sql: [ownFieldsSql(asked, own, search)], contained }
}

/**
 * One row for each conversation. What names none is counted to the conversation of its session. `matches` is evaluated
 * for each part that was counted, and says whether the conversation has one of each.
 */
function conversationsSql(where: string, matches: readonly string[] = [], contained: readonly string[] = []): string {
  const columns = `user_id, first_timestamp, last_timestamp, ${eventCounts.join(', ')}`
  const nameless = `${where} AND conversation_id IS NULL AND session_id IS NOT NULL`
  return `SELECT assumeNotNull(conversation) AS conversation_id,
      min(user_id) AS user_id,
      uniqExact(session_id) AS session_count,
      ${summedSql},
      ${['true', ...matches.map((sql) => `countIf(${sql}) > 0`)].join(' AND ')} AS matches
      ${contained.map((sql, at) => `, countIf(${sql}) > 0 AS contains_${at}`).join('')}
    FROM (
      SELECT session_id, conversation_id AS conversation, conversation_id AS named, ${columns}
      FROM (${sessionPartsSql(`${where} AND conversation_id IS NOT NULL`)})
      UNION ALL
      SELECT session_id, own.conversation_id AS conversation, NULL AS named, ${columns}
      FROM (${sessionPartsSql(nameless)}) AS nameless
      INNER JOIN (
        SELECT session_id, conversation_id
        FROM (${sessionFactsSql(`${where} AND session_id IN (${sessionsWhere(nameless)})`)})
        WHERE conversation_id IS NOT NULL
      ) AS own USING session_id
    ) AS part
    GROUP BY conversation`
}

function matchesSql({ containing, described }: SessionSearchSql): string[] {
  return [...containing.map(containsSql), ...described.map((sessions) => `session_id IN (${sessions})`)]
}

function containsSql(events: string): string {
  return `${placeSql('named')} IN (SELECT ${placeSql('conversation_id')} FROM event WHERE ${events})`
}

/** What an event was counted under: its session and the conversation that it names. Made so that null equals null. */
function placeSql(conversation: string): string {
  return `(session_id IS NULL, ifNull(session_id, ''), ${conversation} IS NULL, ifNull(${conversation}, ''))`
}

/** Grouped as the projection is, so that it is what is read. */
function sessionsWhere(where: string): string {
  return `SELECT session_id FROM event WHERE ${where} GROUP BY session_id, conversation_id`
}
