import { eventCounts } from '../event/event-counts.ts'
import { sessionPartsSql, summedSql } from './counted-parts.ts'
import { namedFirstSql, sessionFactsSql } from './session-facts.ts'

export interface SoughtConversations {
  /** Those of one project, as a condition on `event`. */
  project: string
  /** Which, as what stands after IN; without, all. */
  ids?: string
  /** A condition that holds for all events that name one of them. */
  naming?: string
  /** For each: events, as a condition on `event`, of which it must contain one; `matches` says whether it does … */
  containing?: readonly string[]
  /** … and of each of these selected sessions. */
  described?: readonly string[]
  /** Events likewise, each with an answer of its own: `contains_0`, `contains_1` … */
  contained?: readonly string[]
}

/** One row for each conversation. What names none is counted to the conversation of its session. */
export function conversationsSql(sought: SoughtConversations): string {
  const { ids, containing = [], described = [], contained = [] } = sought
  const matches = [...containing.map(containsSql), ...described.map((sessions) => `session_id IN (${sessions})`)]
  return `SELECT assumeNotNull(conversation) AS conversation_id,
      min(user_id) AS user_id,
      uniqExact(session_id) AS session_count,
      ${summedSql},
      ${['true', ...matches.map(hasSql)].join(' AND ')} AS matches
      ${contained.map((events, at) => `, ${hasSql(containsSql(events))} AS contains_${at}`).join('')}
    FROM (${ids === undefined ? allPartsSql(sought.project) : partsOfSql({ ...sought, ids })}) AS part
    GROUP BY conversation`
}

const counts = `user_id, first_timestamp, last_timestamp, ${eventCounts.join(', ')}`
const columns = `session_id, conversation_id AS named, ${counts}`

/** The parts of all conversations. Most sessions name theirs in every event: only of the others it is looked for. */
function allPartsSql(project: string): string {
  const nameless = `${project} AND conversation_id IS NULL AND session_id IS NOT NULL`
  // Grouped as the projection is, so that it is what is read.
  const sessions = `SELECT session_id FROM event WHERE ${nameless} GROUP BY session_id, conversation_id`
  return `SELECT conversation_id AS conversation, ${columns}
    FROM (${sessionPartsSql(`${project} AND conversation_id IS NOT NULL`)})
    UNION ALL
    SELECT own.conversation_id AS conversation, session_id, NULL AS named, ${counts}
    FROM (${sessionPartsSql(nameless)}) AS nameless
    INNER JOIN (
      SELECT session_id, conversation_id FROM (${sessionFactsSql(`${project} AND session_id IN (${sessions})`)})
      WHERE conversation_id IS NOT NULL
    ) AS own USING session_id`
}

/** The parts of few conversations: of their sessions all is read, once. */
function partsOfSql({ project, ids, naming = 'true' }: SoughtConversations & { ids: string }): string {
  const named = `${project} AND ${naming} AND conversation_id IN ${ids}`
  const sessions = `SELECT session_id FROM event WHERE ${named} AND session_id IS NOT NULL`
  return `SELECT * FROM (
      SELECT ifNull(conversation_id, ${namedFirstSql} OVER (PARTITION BY session_id)) AS conversation, ${columns}
      FROM (${sessionPartsSql(`${project} AND session_id IN (${sessions})`)}) AS part
    ) WHERE conversation IN ${ids}
    UNION ALL
    SELECT conversation_id AS conversation, ${columns}
    FROM (${sessionPartsSql(`${named} AND session_id IS NULL`)})`
}

/** Whether this holds for one of the parts that were counted. */
function hasSql(sql: string): string {
  return `countIf(${sql}) > 0`
}

/** Whether a part has one of these events. */
function containsSql(events: string): string {
  return `${placeSql('named')} IN (SELECT ${placeSql('conversation_id')} FROM event WHERE ${events})`
}

/** What an event was counted under: its session and the conversation that it names. Made so that null equals null. */
function placeSql(conversation: string): string {
  return `(session_id IS NULL, ifNull(session_id, ''), ${conversation} IS NULL, ifNull(${conversation}, ''))`
}
