import type { Engine } from '../engine/engine.ts'
import type { FoundOutline } from '../event/outline.ts'
import type { FoundConversation, FoundSession, SessionFacts } from '../event/session.ts'
import { getSession, getSessionFacts } from './get-session.ts'
import { lastSessions } from './last-sessions.ts'
import { type ConversationListRequest, listConversations } from './list-conversations.ts'
import { listSessions, type SessionListRequest } from './list-sessions.ts'
import { outlineSessions } from './outline-sessions.ts'

/** Reading sessions and conversations, which are derived from events. Aborting `left` ends the question in the engine. */
export interface SessionReads {
  list(
    project: string,
    request: SessionListRequest,
    left?: AbortSignal,
  ): Promise<{ items: FoundSession[]; count: number | null }>
  /** Throws `not_found`. */
  get(project: string, session_id: string, left?: AbortSignal): Promise<FoundSession>
  /** Its bounds in time and its counts alone. Throws `not_found`. */
  facts(project: string, session_id: string, left?: AbortSignal): Promise<SessionFacts>
  /** What each of them is drawn from, by session id. */
  outlines(project: string, sessions: readonly SessionFacts[], left?: AbortSignal): Promise<Map<string, FoundOutline>>
  listConversations(
    project: string,
    request: ConversationListRequest,
    left?: AbortSignal,
  ): Promise<{ items: FoundConversation[]; count: number | null }>
  /** Of each conversation the session in which it was named last, by conversation; some have none. */
  lastSessions(
    project: string,
    conversationIds: readonly string[],
    left?: AbortSignal,
  ): Promise<Map<string, FoundSession>>
}

export function sessionReads(engine: Engine): SessionReads {
  return {
    list: (project, request, left) => listSessions(engine, project, request, left),
    get: (project, session_id, left) => getSession(engine, project, session_id, left),
    facts: (project, session_id, left) => getSessionFacts(engine, project, session_id, left),
    outlines: (project, sessions, left) => outlineSessions(engine, project, sessions, left),
    listConversations: (project, request, left) => listConversations(engine, project, request, left),
    lastSessions: (project, conversationIds, left) => lastSessions(engine, project, conversationIds, left),
  }
}
