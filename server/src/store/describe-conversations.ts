import type { Engine } from '../engine/engine.ts'
import { descriptors, type SessionDescriptors } from '../event/session-descriptors.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import { quote } from './quote.ts'
import {
  readingIds,
  type SelectedSession,
  sessionFacts,
  sessionFactsColumns,
  sessionFactsSql,
} from './session-facts.ts'

/** A conversation of thousands of sessions is described by these as well as by all. */
const sessionsDescribingMax = 5

/** Who and what these conversations were with: what the first says of their earliest sessions that says anything. */
export async function describeConversations(
  engine: Engine,
  project: string,
  ids: readonly string[],
  left?: AbortSignal,
): Promise<Map<string, SessionDescriptors>> {
  const rows = await engine.rows<SelectedSession>(
    `SELECT ${sessionFactsColumns} FROM (${sessionFactsSql(`project = {project:String} AND session_id IN (
      SELECT session_id FROM event WHERE project = {project:String} AND conversation_id IN (${ids.map(quote).join(', ')})
      GROUP BY session_id, conversation_id
    )`)})
    ORDER BY first_timestamp, session_id LIMIT {sessionsMax:UInt32} BY conversation_id`,
    {
      params: { project, sessionsMax: sessionsDescribingMax },
      settings: readingIds(ids),
      ...(left && { left }),
    },
  )
  const sessions = rows.map(sessionFacts)
  const bySession = await describeSessions(engine, project, sessions, left)
  const described = new Map<string, SessionDescriptors>()
  for (const { session_id, conversation_id } of sessions) {
    if (conversation_id === null) continue
    const conversation: Record<string, string | boolean | null> = described.get(conversation_id) ?? undescribed()
    const session = bySession.get(session_id) ?? undescribed()
    for (const descriptor of descriptors) conversation[descriptor] ??= session[descriptor]
    described.set(conversation_id, conversation as SessionDescriptors)
  }
  return described
}
