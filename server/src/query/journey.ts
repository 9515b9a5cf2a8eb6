import type * as protocol from '@occur/client/protocol'
import { decodeSessionKey, encodeSessionKey } from '../event/cursor.ts'
import { type FoundJourneySession, outcomeOf } from '../event/journey.ts'
import { conversationFields } from '../event/session-fields.ts'
import type { JourneyReads, JourneyWindow } from '../store/journeys.ts'
import { conversationAnswer, projected, type SessionReads, sessionAnswer } from './session-answers.ts'
import { outlinedMax, sessionOutlines } from './session-outlines.ts'
import { userAnswer } from './user-answers.ts'

/** What journeys are read with. */
export interface JourneyDeps {
  journeyReads: JourneyReads
  sessionReads: SessionReads
}

/** A page of a journey that was asked for. */
export interface JourneyRequest {
  direction: 'asc' | 'desc'
  limit: number
  cursor: string | undefined
  /** Whether each session is answered with its outline; there are fewer on a page then. */
  isOutlined: boolean
}

/** Throws `not_found`. */
export async function userJourney(
  deps: JourneyDeps,
  project: string,
  user_id: string,
  request: JourneyRequest,
  left?: AbortSignal,
): Promise<protocol.UserJourney> {
  const { user, sessions } = await deps.journeyReads.ofUser(project, user_id, windowOf(request), left)
  return { user: userAnswer(user), ...(await pageOf(deps, project, sessions, request, left)) }
}

/** Throws `not_found`. */
export async function conversationJourney(
  deps: JourneyDeps,
  project: string,
  conversation_id: string,
  request: JourneyRequest,
  left?: AbortSignal,
): Promise<protocol.ConversationJourney> {
  const found = await deps.journeyReads.ofConversation(project, conversation_id, windowOf(request), left)
  return {
    conversation: projected(conversationAnswer(found.conversation), null, conversationFields),
    ...(await pageOf(deps, project, found.sessions, request, left)),
  }
}

/** One more than asked for tells whether there is more. */
function windowOf(request: JourneyRequest): JourneyWindow {
  const { direction, cursor } = request
  return {
    direction,
    countMax: countMaxOf(request) + 1,
    ...(cursor !== undefined && { after: decodeSessionKey(cursor) }),
  }
}

function countMaxOf({ limit, isOutlined }: JourneyRequest): number {
  return isOutlined ? Math.min(limit, outlinedMax) : limit
}

async function pageOf(
  { sessionReads }: JourneyDeps,
  project: string,
  found: readonly FoundJourneySession[],
  request: JourneyRequest,
  left?: AbortSignal,
): Promise<protocol.JourneySessions> {
  const countMax = countMaxOf(request)
  const sessions = found.slice(0, countMax)
  const outlines = request.isOutlined && (await sessionOutlines(sessionReads, project, sessions, left))
  const last = sessions.at(-1)
  return {
    sessions: sessions.map((session) => ({
      ...journeySession(session),
      ...(outlines && { outline: outlines.get(session.session_id)! }),
    })),
    next_cursor: last && found.length > countMax ? encodeSessionKey(last) : null,
  }
}

function journeySession({ last_event, gapNs, ...session }: FoundJourneySession): protocol.JourneySession {
  return {
    ...sessionAnswer(session),
    outcome: outcomeOf(session),
    last_event,
    gap: gapNs === null ? null : Number(gapNs) / 1e9,
  }
}
