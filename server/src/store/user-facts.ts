import type { FoundUser } from '../event/user.ts'
import { type SelectedSums, summed, summedColumns, summedSql, userPartsSql } from './counted-parts.ts'

/** One row for each user. `where` may speak of the project, the user, the session and the conversation, or it costs a scan. */
export function userFactsSql(where: string): string {
  return `SELECT user_id,
      uniqExact(part.session_id) AS session_count,
      uniqExact(part.conversation_id) AS conversation_count,
      ${summedSql}
    FROM (${userPartsSql(`${where} AND user_id IS NOT NULL`)}) AS part
    GROUP BY user_id`
}

/** The columns of a SELECT from it that `foundUser` understands. */
export const userFactsColumns = `user_id, session_count, conversation_count, ${summedColumns}`

export type SelectedUser = SelectedSums & Record<'user_id' | 'session_count' | 'conversation_count', string>

export function foundUser(row: SelectedUser): FoundUser {
  return {
    user_id: row.user_id,
    session_count: Number(row.session_count),
    conversation_count: Number(row.conversation_count),
    ...summed(row),
  }
}
