import type * as protocol from '@occur/client/protocol'
import { decodeSessionKey, encodeSessionKey } from '../event/cursor.ts'
import { type FoundJourneySession, outcomeOf } from '../event/journey.ts'
import { conversationFields } from '../event/session-fields.ts'
import type { JourneyReads, JourneyWindow } from '../store/journeys.ts'
import { conversationAnswer, projected, sessionAnswer } from './session-answers.ts'
import { userAnswer } from './user-answers.ts'

export type { JourneyReads }

/** A page of a journey that was asked for. */
export interface JourneyRequest {
  direction: 'asc' | 'desc'
  limit: number
  cursor: string | undefined
}

/** Throws `not_found`. */
export async function userJourney(
  reads: JourneyReads,
  project: string,
  user_id: string,
  request: JourneyRequest,
  left?: AbortSignal,
): Promise<protocol.UserJourney> {
  const { user, sessions } = await reads.ofUser(project, user_id, windowOf(request), left)
  return { user: userAnswer(user), ...pageOf(sessions, request) }
}

/** Throws `not_found`. */
export async function conversationJourney(
  reads: JourneyReads,
  project: string,
  conversation_id: string,
  request: JourneyRequest,
  left?: AbortSignal,
): Promise<protocol.ConversationJourney> {
  const { conversation, sessions } = await reads.ofConversation(project, conversation_id, windowOf(request), left)
  return {
    conversation: projected(conversationAnswer(conversation), null, conversationFields),
    ...pageOf(sessions, request),
  }
}

/** One more than asked for tells whether there is more. */
function windowOf({ direction, limit, cursor }: JourneyRequest): JourneyWindow {
  return { direction, countMax: limit + 1, ...(cursor !== undefined && { after: decodeSessionKey(cursor) }) }
}

function pageOf(found: readonly FoundJourneySession[], { limit }: JourneyRequest): protocol.JourneySessions {
  const sessions = found.slice(0, limit)
  const last = sessions.at(-1)
  return {
    sessions: sessions.map(journeySession),
    next_cursor: last && found.length > limit ? encodeSessionKey(last) : null,
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
