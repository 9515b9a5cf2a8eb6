import type { SessionFacts } from '../event/session.ts'
import { sessionAggregates } from './schema/events.ts'

/**
 * One row for each session and conversation that stand together in an event, both perhaps null. These are the very
 * expressions of the projection, from which the engine answers it without reading events.
 */
export function countedPartsSql(where: string): string {
  const counted = Object.entries(sessionAggregates).map(([name, sql]) => `${sql} AS ${name}`)
  return `SELECT session_id, conversation_id, ${counted.join(', ')} FROM event WHERE ${where}
    GROUP BY session_id, conversation_id`
}

/** Settings for few sessions: what is counted of all of them is more to read than the events of these. */
export const readingEvents = { optimize_use_projections: 0 }

/** One row for each session. `where` may speak of the project, the session and the conversation, or it costs a scan. */
export function sessionFactsSql(where: string): string {
  return `SELECT session_id,
      argMinIf(part.conversation_id, (part.first_timestamp, part.conversation_id), part.conversation_id IS NOT NULL)
        AS conversation_id,
      min(part.user_id) AS user_id,
      min(part.first_timestamp) AS first_timestamp,
      max(part.last_timestamp) AS last_timestamp,
      sum(part.event_count) AS event_count,
      sum(part.tool_call_count) AS tool_call_count,
      sum(part.transfer_count) AS transfer_count,
      sum(part.error_count) AS error_count
    FROM (${countedPartsSql(`${where} AND session_id IS NOT NULL`)}) AS part
    GROUP BY session_id`
}

/** The columns of a SELECT from it that `sessionFacts` understands. */
export const sessionFactsColumns = `session_id, conversation_id, user_id,
  toUnixTimestamp64Nano(first_timestamp) AS first_ns, toUnixTimestamp64Nano(last_timestamp) AS last_ns,
  event_count, tool_call_count, transfer_count, error_count`

export interface SelectedSession {
  session_id: string
  conversation_id: string | null
  user_id: string | null
  first_ns: string
  last_ns: string
  event_count: string
  tool_call_count: string
  transfer_count: string
  error_count: string
}

export function sessionFacts(row: SelectedSession): SessionFacts {
  return {
    session_id: row.session_id,
    conversation_id: row.conversation_id,
    user_id: row.user_id,
    first_timestamp: BigInt(row.first_ns),
    last_timestamp: BigInt(row.last_ns),
    event_count: Number(row.event_count),
    tool_call_count: Number(row.tool_call_count),
    transfer_count: Number(row.transfer_count),
    error_count: Number(row.error_count),
  }
}
