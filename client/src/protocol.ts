/**
 * The wire contract of Occur, written once: what travels between a server and whoever talks to it.
 * Types only, so that importing it costs nothing. Field names are those on the wire (snake_case).
 */

/** Any JSON value. Numbers that a double cannot hold exist only in the text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The ten fields of an event, in the order in which they are answered. */
export const eventFields = [
  'timestamp',
  'session_id',
  'conversation_id',
  'source',
  'source_id',
  'category',
  'type',
  'user_id',
  'description',
  'attributes',
] as const

export type EventField = (typeof eventFields)[number]

/** What the server adds to an event: answered by the native endpoints, and by the others when `fields` names them. */
export const serverFields = ['event_id', 'received_at', 'cursor'] as const

export type ServerField = (typeof serverFields)[number]

/** An event as a sender writes it. Absent and null both mean "no value". */
export interface EventInput {
  /** RFC 3339, up to nine fraction digits; no zone means UTC; years 1900 to 2261. */
  timestamp: string
  /** Makes a retry harmless: the same id in the same project is stored once, for ever. At most 512 bytes. */
  event_id?: string | null
  session_id?: string | null
  conversation_id?: string | null
  /** What it came from: `tool-call`, `llm-prompt`, or any other value. */
  source?: string | null
  source_id?: string | null
  category?: string | null
  type?: string | null
  user_id?: string | null
  description?: string | null
  /** Anything else, to a depth of 100; given back exactly as it came. */
  attributes?: { [key: string]: Json } | null
}

/** An event as it is answered. `timestamp` always carries an offset (`Z`). */
export interface Event {
  timestamp: string
  session_id: string | null
  conversation_id: string | null
  source: string | null
  source_id: string | null
  category: string | null
  type: string | null
  user_id: string | null
  description: string | null
  attributes: { [key: string]: Json } | null
}

/** An event with what the server knows about it. */
export interface StoredEvent extends Event {
  event_id: string
  /** When the server took it in, RFC 3339. */
  received_at: string
  /** Opaque. Its place in the order of commits: a live tail resumes after it. */
  cursor: string
}

// ---------------------------------------------------------------------------------------------------------- Sending

/** What became of one event of a request. */
export type EventOutcome =
  | { index: number; line?: number; status: 'accepted'; event_id: string }
  | { index: number; line?: number; status: 'duplicate'; event_id: string }
  | {
      /** 0-based place in the request. */
      index: number
      /** 1-based line of an NDJSON body. */
      line?: number
      status: 'rejected'
      /** Every problem found, the first one first. */
      problems: FieldProblem[]
      /** Under this id the text is kept: `GET /api/v1/events/rejected/{rejected_id}`. */
      rejected_id: string
    }

export interface FieldProblem {
  /** The field that is wrong, as a path (`attributes`, `timestamp`), or null when the event as a whole is. */
  field: string | null
  message: string
}

/** The answer to `POST /api/v1/events/`: 201 all taken (duplicates count as taken), 207 some rejected, 422 none taken. */
export interface IngestReport {
  accepted: number
  duplicate: number
  rejected: number
  /** Every event's outcome, at most 100,000 and 1,000 rejected; with `report=errors` those not accepted, at most 1,000. */
  outcomes: EventOutcome[]
  /** True when `outcomes` was cut at its maximum; the counts are always whole. */
  outcomes_truncated?: boolean
  /** Set when a stream broke off: what is counted above is stored, what came after is not. */
  error?: string
}

/** An event that was refused, kept so that it can be corrected and replayed. */
export interface RejectedEvent {
  rejected_id: string
  received_at: string
  problems: FieldProblem[]
  /** The text as it was sent, cut at the largest event size. Bytes that are not UTF-8 are shown as U+FFFD. */
  raw: string
  /** True when `raw` is not all that was sent, so that only a corrected body can be replayed. */
  raw_truncated: boolean
  /** When a replay of it was accepted, or null. */
  replayed_at: string | null
}

// ---------------------------------------------------------------------------------------------------------- Reading

/** The envelope of every paged list of the compatible API. */
export interface Page<T> {
  items: T[]
  /** 0-based. */
  page: number
  /** What was applied, which may be less than the `limit` that was asked for. */
  page_size: number
  total_pages: number | null
  total_count: number | null
  /** Opaque: pass it as `cursor` for what comes next in this order; null when there is no more. Lists of events only. */
  next_cursor?: string | null
}

/** The query parameters of every list. Arrays are sent as repeated keys. */
export interface ListQuery {
  page?: number
  /** Default 25; 0 counts only. */
  limit?: number
  /** Pairs by index with `search_field_values`. */
  search_fields?: string[]
  search_field_values?: string[]
  order_by?: string
  order_by_direction?: 'asc' | 'desc'
  fields?: string[]
  /** RFC 3339 or a bare date; inclusive. */
  start_datetime?: string
  /** RFC 3339 or a bare date; exclusive. */
  end_datetime?: string
}

export interface EventListQuery extends ListQuery {
  /** From `next_cursor`: pages by key instead of by number. `page` is then ignored by contract and must be absent. */
  cursor?: string
}

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
  /** Events of type `phone-transfer`, `human-transfer` or `agent-handoff`. */
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

/** A conversation, derived from the events of its sessions. */
export interface Conversation {
  timestamp: string
  conversation_id: string
  user_id: string | null
  last_timestamp: string
  session_count: number
  event_count: number
  agent_id: string | null
  agent_name: string | null
  agent_type: string | null
  prompt_id: string | null
  prompt_name: string | null
  prompt_version: string | null
  llm_provider: string | null
  llm_model: string | null
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

// ----------------------------------------------------------------------------------------------------------- Access

export const scopes = ['ingest', 'read', 'admin'] as const

/** `admin` includes the other two. */
export type Scope = (typeof scopes)[number]

/** A key without its secret. */
export interface ApiKey {
  key_id: string
  /** The first characters of the secret, so that a person can tell which key it is. */
  prefix: string
  project: string
  name: string
  scopes: Scope[]
  created_at: string
  revoked_at: string | null
}

/** The answer to `POST /api/v1/keys/`: the only time that the secret is seen. */
export interface CreatedApiKey extends ApiKey {
  secret: string
}

/** `GET /api/v1/whoami`: what the key or cookie of this request may do. */
export interface WhoAmI {
  project: string
  key_id: string
  name: string
  scopes: Scope[]
}

// ----------------------------------------------------------------------------------------------------------- Errors

/** A query or body that does not fit its schema: 422. */
export interface ValidationProblem {
  detail: { loc: (string | number)[]; msg: string; type: string }[]
}

/** Every other error: 400, 401, 403, 404, 409, 413, 415, 429, 503, 500. */
export interface Problem {
  detail: string
  /** Names the request in the server's log. */
  request_id?: string
}

/** `GET /api/v1/events/stream` sends these as server-sent events; the SSE `id` of an `event` is its cursor. */
export type StreamMessage =
  /** A stored event. */
  | { event: 'event'; data: StoredEvent }
  /** Sent once after what was already stored has been sent: from here on it is live. */
  | { event: 'caught-up'; data: { cursor: string } }
  /** The server ends the stream and says why; come back with `Last-Event-ID` after `retry_ms`. */
  | { event: 'goodbye'; data: { reason: string; retry_ms: number } }
