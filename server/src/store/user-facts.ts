import type { FoundUser } from '../event/user.ts'
import { sessionAggregates } from './schema/events.ts'

const { user_id: _, ...aggregates } = sessionAggregates

/**
 * One row for each user. The inner SELECT has the very expressions that sessions are counted by, one row for each session and
 * conversation of a user, so that a projection with these keys can answer it without reading events.
 */
export function userFactsSql(where: string): string {
  const counted = Object.entries(aggregates).map(([name, sql]) => `${sql} AS ${name}`)
  return `SELECT user_id,
      min(part.first_timestamp) AS first_timestamp,
      max(part.last_timestamp) AS last_timestamp,
      uniqExact(part.session_id) AS session_count,
      uniqExact(part.conversation_id) AS conversation_count,
      sum(part.event_count) AS event_count,
      sum(part.tool_call_count) AS tool_call_count,
      sum(part.transfer_count) AS transfer_count,
      sum(part.error_count) AS error_count
    FROM (
      SELECT user_id, session_id, conversation_id, ${counted.join(', ')} FROM event
      WHERE ${where} AND user_id IS NOT NULL GROUP BY user_id, session_id, conversation_id
    ) AS part
    GROUP BY user_id`
}

/** The columns of a SELECT from it that `foundUser` understands. */
export const userFactsColumns = `user_id, toUnixTimestamp64Nano(first_timestamp) AS first_ns,
  toUnixTimestamp64Nano(last_timestamp) AS last_ns, session_count, conversation_count,
  event_count, tool_call_count, transfer_count, error_count`

/** 64-bit integers come as text. */
export type SelectedUser = Record<
  'user_id' | 'first_ns' | 'last_ns' | Exclude<keyof FoundUser, 'user_id' | 'first_timestamp' | 'last_timestamp'>,
  string
>

export function foundUser(row: SelectedUser): FoundUser {
  return {
    user_id: row.user_id,
    first_timestamp: BigInt(row.first_ns),
    last_timestamp: BigInt(row.last_ns),
    session_count: Number(row.session_count),
    conversation_count: Number(row.conversation_count),
    event_count: Number(row.event_count),
    tool_call_count: Number(row.tool_call_count),
    transfer_count: Number(row.transfer_count),
    error_count: Number(row.error_count),
  }
}
