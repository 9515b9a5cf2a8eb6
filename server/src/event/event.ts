import { type EventField, eventFields } from '@occur/client/protocol'
import type { TimestampNs } from './timestamp.ts'

/** The fields of an event that are plain text, all but `timestamp` and `attributes`. */
export type TextField = Exclude<EventField, 'timestamp' | 'attributes'>

export const textFields = eventFields.filter(
  (field): field is TextField => field !== 'timestamp' && field !== 'attributes',
)

/**
 * The ten fields, checked. They keep their wire names everywhere in the server: the names are also columns, search
 * fields and projections, and one name for one thing is worth more than a naming style.
 */
export type EventBody = { timestamp: TimestampNs } & Record<TextField, string | null> & {
    /** The JSON text of an object exactly as it was sent, on one line; null for no value. */
    attributes: string | null
  }

/** An event as it was read from a request: checked, but not yet the server's. */
export interface ParsedEvent extends EventBody {
  /** The sender's id, or null when the sender gave none. */
  event_id: string | null
  /** Whether its attributes say that something went wrong. */
  failed: boolean
  /** What its attributes hold, to find it by: see `leavesText`. */
  leaves: string
  /** What it says of the agent of its session: see `agentSaid`. */
  agent: string | null
}

/** An event with the server's own facts, ready to be stored. */
export interface NewEvent extends EventBody {
  project: string
  event_id: string
  failed: boolean
  leaves: string
  agent: string | null
  received_at: TimestampNs
}

/** An event as it was stored. */
export interface StoredEvent extends EventBody {
  event_id: string
  received_at: TimestampNs
  /** Its place in the order of commits of the writer that stored it. */
  writer: number
  seq: number
}

/**
 * What marks a handover, to a person, a number, or another agent. There is no standard for it yet; these are ours, and what
 * `transfer_count` of sessions and users counts, in projections. Questions about transfers know more types, which are found
 * when they are asked: see `transfer-stages.ts`.
 */
export const transferTypes = ['phone-transfer', 'human-transfer', 'agent-handoff'] as const

/** The ways in which tool calls say that they failed: `ok: false`, `is_error: true`, or an `error` with something in it. */
export function saysFailed(attributes: { readonly [key: string]: unknown }): boolean {
  const { ok, is_error: isError, error } = attributes
  return ok === false || isError === true || (error != null && error !== '' && error !== false)
}

export function isTransfer(type: string | null): boolean {
  return (transferTypes as readonly (string | null)[]).includes(type)
}
