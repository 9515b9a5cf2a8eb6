import type { Engine } from '../engine/engine.ts'
import { AppError } from '../event/errors.ts'
import type { FoundSession, SessionFacts } from '../event/session.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import {
  readingEvents,
  type SelectedSession,
  sessionFacts,
  sessionFactsColumns,
  sessionFactsSql,
} from './session-facts.ts'

/** Throws `not_found` when no event names this session. */
export async function getSession(
  engine: Engine,
  project: string,
  session_id: string,
  left?: AbortSignal,
): Promise<FoundSession> {
  const facts = await getSessionFacts(engine, project, session_id, left)
  const described = await describeSessions(engine, project, [facts], left)
  return { ...facts, ...(described.get(session_id) ?? undescribed()) }
}

/** What is counted of it, its bounds in time among that. Throws `not_found`. */
export async function getSessionFacts(
  engine: Engine,
  project: string,
  session_id: string,
  left?: AbortSignal,
): Promise<SessionFacts> {
  const [row] = await engine.rows<SelectedSession>(
    `SELECT ${sessionFactsColumns} FROM (
      ${sessionFactsSql('project = {project:String} AND session_id = {session_id:String}')}
    )`,
    { params: { project, session_id }, settings: readingEvents, ...(left && { left }) },
  )
  if (!row) throw new AppError('not_found', `No session ${session_id}: no event in this project names it`)
  return sessionFacts(row)
}
