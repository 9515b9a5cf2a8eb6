import { eventCounts } from '../event/event-counts.ts'
import { sessionPartsSql, summedSql } from './counted-parts.ts'
import { namedFirstSql } from './session-facts.ts'

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
export function conversationsSql({
  project,
  ids,
  naming = 'true',
  containing = [],
  described = [],
  contained = [],
}: SoughtConversations): string {
  const columns = `session_id, conversation_id AS named, user_id, first_timestamp, last_timestamp, ${eventCounts.join(', ')}`
  const those = (conversation: string) => `${conversation} ${ids === undefined ? 'IS NOT NULL' : `IN ${ids}`}`
  const named = `${project} AND ${naming} AND ${those('conversation_id')}`
  const theirSessions = `SELECT session_id FROM event WHERE ${named} AND session_id IS NOT NULL`
  const inSessions = `${project} AND session_id ${ids === undefined ? 'IS NOT NULL' : `IN (${theirSessions})`}`
  const matches = [...containing.map(containsSql), ...described.map((sessions) => `session_id IN (${sessions})`)]
  return `SELECT assumeNotNull(conversation) AS conversation_id,
      min(user_id) AS user_id,
      uniqExact(session_id) AS session_count,
      ${summedSql},
      ${['true', ...matches.map(hasSql)].join(' AND ')} AS matches
      ${contained.map((events, at) => `, ${hasSql(containsSql(events))} AS contains_${at}`).join('')}
    FROM (
      SELECT ifNull(conversation_id, ${namedFirstSql} OVER (PARTITION BY session_id)) AS conversation, ${columns}
      FROM (${sessionPartsSql(inSessions)}) AS part
      UNION ALL
      SELECT conversation_id AS conversation, ${columns}
      FROM (${sessionPartsSql(`${named} AND session_id IS NULL`)})
    ) AS part
    WHERE ${those('conversation')}
    GROUP BY conversation`
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
