import type { EventCounts } from './event-counts.ts'
import type { SessionDescriptors } from './session-descriptors.ts'
import type { TimestampNs } from './timestamp.ts'

/** What is counted of a session. There is no record of it anywhere: a session is what its events say. */
export interface SessionFacts extends EventCounts {
  session_id: string
  /** The conversation that its earliest events name. */
  conversation_id: string | null
  user_id: string | null
  first_timestamp: TimestampNs
  last_timestamp: TimestampNs
}

export type FoundSession = SessionFacts & SessionDescriptors

/**
 * What is counted of a conversation. An event belongs to the conversation that it names, else to that of its session.
 * It is described by its earliest session that is.
 */
export interface FoundConversation extends SessionDescriptors, EventCounts {
  conversation_id: string
  user_id: string | null
  first_timestamp: TimestampNs
  last_timestamp: TimestampNs
  session_count: number
}
