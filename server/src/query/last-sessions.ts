import type * as protocol from '@occur/client/protocol'
import type { SessionReads } from '../store/session-reads.ts'
import { sessionAnswer } from './session-answers.ts'
import { sessionOutlines } from './session-outlines.ts'

/** The session in which each of these conversations was named last, with its outline, by conversation. */
export async function lastSessionAnswers(
  reads: SessionReads,
  project: string,
  conversationIds: readonly string[],
  left?: AbortSignal,
): Promise<Map<string, protocol.ListedSession>> {
  const last = await reads.lastSessions(project, conversationIds, left)
  const outlines = await sessionOutlines(reads, project, [...last.values()], left)
  return new Map(
    [...last].map(([conversation_id, session]) => [
      conversation_id,
      { ...sessionAnswer(session), outline: outlines.get(session.session_id)! },
    ]),
  )
}
