import type { Conversation, ListedSession, SessionInclude } from './sessions.ts'
import type { User } from './users.ts'

/** How a session came out: it had a transfer; it had none, but something failed; or neither. */
export const outcomes = ['transferred', 'failed', 'ended'] as const
export type Outcome = (typeof outcomes)[number]

/** A session on a way of several, in order of when they began. */
export interface JourneySession extends ListedSession {
  outcome: Outcome
  /** What happened last in it. */
  last_event: {
    event_id: string
    source: string | null
    source_id: string | null
    category: string | null
    type: string | null
    description: string | null
  }
  /**
   * Seconds from the end of all the sessions before it on this way to its beginning; negative when one of them was still
   * going on, null for the first.
   */
  gap: number | null
}

export interface JourneySessions {
  sessions: JourneySession[]
  /** Opaque: pass it as `cursor` for what comes next; null at the end. */
  next_cursor: string | null
}

/** `GET /api/v1/users/{user_id}/journey`: sessions of which an event carries the user's id, over all conversations. */
export interface UserJourney extends JourneySessions {
  user: User
}

/** `GET /api/v1/conversations/{conversation_id}`: the sessions of which an event names the conversation. */
export interface ConversationJourney extends JourneySessions {
  conversation: Conversation
}

/** Which part of a journey, and from where. */
export interface JourneyQuery {
  /** Default `asc`: from the first session on. */
  order_by_direction?: 'asc' | 'desc'
  /** Default 25; with an `outline` of each at most 100. */
  limit?: number
  cursor?: string
  /** What else to answer of each session. */
  include?: SessionInclude[]
}
