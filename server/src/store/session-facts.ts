import type { SessionFacts } from '../event/session.ts'
import { type SelectedSums, sessionPartsSql, summed, summedColumns, summedSql } from './counted-parts.ts'
import { longStatement } from './quote.ts'

/** Settings for few sessions: what is counted of all of them is more to read than the events of these. */
export const readingEvents = { optimize_use_projections: 0 }
const fewMax = 100

/** Settings for a statement with a list of ids. */
export function readingIds(ids: readonly string[]): Record<string, number> {
  return { ...longStatement, ...(ids.length <= fewMax && readingEvents) }
}

/** The conversation that is named first in parts of a session, named `part`, and of several at that instant the least. */
export const namedFirstSql =
  'argMinIf(part.conversation_id, (part.first_timestamp, part.conversation_id), part.conversation_id IS NOT NULL)'

/** One row for each session. `where` may speak of the project, the session and the conversation, or it costs a scan. */
export function sessionFactsSql(where: string): string {
  return `SELECT session_id,
      ${namedFirstSql} AS conversation_id,
      min(part.user_id) AS user_id,
      ${summedSql}
    FROM (${sessionPartsSql(`${where} AND session_id IS NOT NULL`)}) AS part
    GROUP BY session_id`
}

/** The columns of a SELECT from it that `sessionFacts` understands. */
export const sessionFactsColumns = `session_id, conversation_id, user_id, ${summedColumns}`

export interface SelectedSession extends SelectedSums {
  session_id: string
  conversation_id: string | null
  user_id: string | null
}

export function sessionFacts(row: SelectedSession): SessionFacts {
  const { session_id, conversation_id, user_id } = row
  return { session_id, conversation_id, user_id, ...summed(row) }
}
