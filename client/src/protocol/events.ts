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

/** `GET /api/v1/events/stream` sends these as server-sent events; the SSE `id` of an `event` is its cursor. */
export type StreamMessage =
  /** A stored event. */
  | { event: 'event'; data: StoredEvent }
  /** Sent once after what was already stored has been sent: from here on it is live. */
  | { event: 'caught-up'; data: { cursor: string } }
  /** The server ends the stream and says why; come back with `Last-Event-ID` after `retry_ms`. */
  | { event: 'goodbye'; data: { reason: string; retry_ms: number } }
