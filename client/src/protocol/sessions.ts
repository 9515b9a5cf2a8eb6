import type { StoredEvent } from './events.ts'
import type { ListQuery } from './lists.ts'
import type { TransferChain } from './transfers.ts'

/** A session, derived from its events. */
export interface Session {
  /** When its first event occurred. */
  timestamp: string
  session_id: string
  conversation_id: string | null
  user_id: string | null
  /** When its last event occurred. */
  last_timestamp: string
  /** Seconds from first to last event. */
  duration: number
  event_count: number
  tool_call_count: number
  /**
   * Events whose type is exactly `phone-transfer`, `human-transfer` or `agent-handoff`. What `ask/transfers` takes for a
   * transfer is more: also `call-transfer`, `transfer_started` and the like.
   */
  transfer_count: number
  /** Events whose attributes say that something failed (`ok` false, or a non-empty `error`). */
  error_count: number
  agent_id: string | null
  agent_name: string | null
  agent_type: string | null
  agent_timezone: string | null
  prompt_id: string | null
  prompt_name: string | null
  prompt_version: string | null
  /** `voice_sip_v1`, `voice_twilio_v1`, `web_chat_v1`, … or whatever the events call it. */
  channel_manager_type: string | null
  channel_manager_service: string | null
  channel_manager_sid: string | null
  /** The user's number or address; not an event's `source`. */
  source: string | null
  target: string | null
  is_outbound: boolean | null
  is_test: boolean | null
  user_terminated: boolean | null
  llm_provider: string | null
  llm_model: string | null
}

/**
 * When what happened in a session, small enough to draw it for each session of a list. The time from its first event to its
 * last is cut into `slots` parts of equal length; each list names the parts, from 0, in which at least one such event occurred.
 */
export interface SessionOutline {
  slots: number
  /** Something that the user said, as the type of the event tells. */
  user: number[]
  /** Something that the agent said, as the type of the event tells. */
  agent: number[]
  tool: number[]
  transfer: number[]
  /** Events whose attributes say that something failed, whatever else they are. */
  failed: number[]
  /** Everything else: starts and ends, prompts, measurements. */
  other: number[]
  /** Its last transfer, as `GET /api/v1/sessions/{session_id}/transfers` has it; null when there is none. */
  last_transfer: Pick<TransferChain, 'kind' | 'target' | 'outcome'> | null
  /** An event says that it is over: `session-end`, `call-ended`, and the like. */
  has_end: boolean
}

/** What else to answer of each session. */
export const sessionIncludes = ['outline'] as const
export type SessionInclude = (typeof sessionIncludes)[number]

/** A session of a list. */
export interface ListedSession extends Session {
  /** When `include` named it. */
  outline?: SessionOutline
}

/** `GET /api/v1/sessions/`. With an `outline` of each a page has at most 100 sessions. */
export interface SessionListQuery extends ListQuery {
  include?: SessionInclude[]
}

/** A conversation, derived from the events of its sessions. */
export interface Conversation {
  timestamp: string
  conversation_id: string
  user_id: string | null
  last_timestamp: string
  session_count: number
  event_count: number
  tool_call_count: number
  /** As of a session. */
  transfer_count: number
  error_count: number
  agent_id: string | null
  agent_name: string | null
  agent_type: string | null
  prompt_id: string | null
  prompt_name: string | null
  prompt_version: string | null
  llm_provider: string | null
  llm_model: string | null
}

/** What else to answer of each conversation. */
export const conversationIncludes = ['last_session'] as const
export type ConversationInclude = (typeof conversationIncludes)[number]

/** A conversation of a list. */
export interface ListedConversation extends Conversation {
  /**
   * When `include` named it: of the sessions of which an event names the conversation, the one in which that happened last, with its
   * outline. Null when no such event is in a session.
   */
  last_session?: ListedSession | null
}

/** `GET /api/v1/conversations/`. With the `last_session` of each a page has at most 100 conversations. */
export interface ConversationListQuery extends ListQuery {
  include?: ConversationInclude[]
}

export interface TimelineEvent {
  kind: 'transcript' | 'tool' | 'latency'
  timestamp: string
  /** From the session's start: `MM:SS`, from one hour on `HH:MM:SS`. */
  offset: string
  /** 0-based; tools carry the nearest preceding turn. */
  turn_index?: number
  source?: 'user' | 'agent'
  text?: string
  lang?: string
  category?: string
  /** The tool's name, or what happened. */
  label?: string
  metadata?: string[]
  duration_ms?: number
  /** JSON-encoded. */
  tool_request?: string
  /** JSON-encoded. */
  tool_result?: string
  /** JSON-encoded. */
  tool_error?: string
  /** Ours beside the contract: which event this line was made from, and what it was. */
  event_id: string
  event_type: string | null
  /** True for `phone-transfer`, `human-transfer` and `agent-handoff`. */
  is_transfer: boolean
}

/** `GET /api/v1/sessions/timeline/{session_id}`, ascending. */
export interface Timeline {
  session_id: string
  session_start: string
  events: TimelineEvent[]
  /** True when the session has more events than a timeline holds; `GET /api/v1/sessions/{id}/events` has them all. */
  events_truncated?: boolean
}

/** `GET /api/v1/sessions/transcript/{session_id}`. */
export interface Transcript {
  session_id: string
  transcription: { timestamp: string; lang: string | null; source: 'user' | 'agent'; text: string }[]
  actions: {
    timestamp: string
    tool_name: string
    tool_request: string | null
    tool_result: string | null
    tool_error: string | null
    duration_ms: number | null
  }[]
  /** As of the timeline. */
  events_truncated?: boolean
}

/** `GET /api/v1/sessions/{session_id}/events`: the full events of a session, ascending, paged by cursor. */
export interface SessionEvents {
  items: StoredEvent[]
  next_cursor: string | null
}
