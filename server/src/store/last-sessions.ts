import type { Engine } from '../engine/engine.ts'
import type { FoundSession } from '../event/session.ts'
import { sessionPartsSql } from './counted-parts.ts'
import { readSessions } from './list-sessions.ts'
import { quote } from './quote.ts'
import { readingIds } from './session-facts.ts'

/** Of each of these conversations the session in which it was named last, by conversation; ties by id. Some have none. */
export async function lastSessions(
  engine: Engine,
  project: string,
  conversationIds: readonly string[],
  left?: AbortSignal,
): Promise<Map<string, FoundSession>> {
  if (conversationIds.length === 0) return new Map()
  const named = `project = {project:String} AND conversation_id IN (${conversationIds.map(quote).join(', ')})`
  const rows = await engine.rows<{ conversation_id: string; session_id: string }>(
    `SELECT conversation_id, session_id FROM (${sessionPartsSql(`${named} AND session_id IS NOT NULL`)})
    ORDER BY last_timestamp DESC, session_id DESC LIMIT 1 BY conversation_id`,
    { params: { project }, settings: readingIds(conversationIds), ...(left && { left }) },
  )
  const ids = [...new Set(rows.map(({ session_id }) => session_id))]
  const sessions = await readSessions(engine, project, ids, left)
  const byId = new Map(sessions.map((session) => [session.session_id, session]))
  return new Map(
    rows.flatMap(({ conversation_id, session_id }) => {
      const session = byId.get(session_id)
      return session ? [[conversation_id, session] as const] : []
    }),
  )
}
