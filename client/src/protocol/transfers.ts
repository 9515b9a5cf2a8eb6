import type { Covered } from './questions.ts'

export const transferGroupings = ['tool', 'prompt', 'agent'] as const
export type TransferGrouping = (typeof transferGroupings)[number]

/** `POST /api/v1/ask/transfers`: how many sessions are handed over, and what comes before. */
export interface TransfersQuestion {
  /** Which sessions: those that contain an event which passes this filter. Without: all. */
  q?: string
  /** RFC 3339 or a bare date; inclusive. Of events: what a session did before is not looked at. */
  from?: string
  /** RFC 3339 or a bare date; exclusive. */
  to?: string
  /** `tool` (default): the tools that a session called. `prompt`: the prompts it ran. `agent`: whom it was with. */
  by?: TransferGrouping
  /** How many groups, and how many kinds of events at each position before, default 10. */
  top?: number
  /** How many events before a transfer are counted, 0 to 10, default 5. */
  preceding?: number
}

export interface TransfersAnswer extends TransferRate {
  /** The `top` with the most sessions. With several tools (or prompts) a session is in several groups. */
  groups: (TransferRate & {
    /** The name of the tool, prompt or agent; null for sessions without one. */
    value: string | null
  })[]
  /** How many groups there are, beyond `top` too. */
  group_count: number
  /** What came before the first transfer of each session, the nearest first. */
  before: {
    /** -1 is the event just before. */
    position: number
    /** The most frequent, to `top`. */
    events: { type: string | null; source_id: string | null; count: number }[]
  }[]
  /** `events` are those that pass `q`. */
  covered: Covered
}

export interface TransferRate {
  sessions: number
  /** In how many of them a transfer was tried, whatever became of it. */
  with_transfer: number
  /** The part of the sessions that has one; null of none. */
  rate: number | null
}

/** What a transfer goes to: a person, a number, another agent. */
export type TransferKind = 'human' | 'phone' | 'agent'

/** How far a transfer went, in the order in which that goes. */
export type TransferStage =
  | 'requested'
  | 'dialing'
  | 'ringing'
  | 'answered'
  | 'connected'
  | 'completed'
  | 'ended'
  | 'failed'
  | 'canceled'

/** `GET /api/v1/sessions/{session_id}/transfers`: each transfer from its request to its end, in order. */
export interface SessionTransfers {
  session_id: string
  transfers: TransferChain[]
  /** True when the session has more events of transfers than are put together here; the earliest are. */
  events_truncated?: boolean
}

/** The events of one transfer. */
export interface TransferChain {
  /** The id that its events name, or else the id of the first of them. */
  id: string
  /** Null when its events do not tell. */
  kind: TransferKind | null
  /** A number, queue, person or agent, as its events call it. */
  target: string | null
  /** `completed`: somebody was reached. `failed`: also canceled. `open`: nothing tells how it ended. */
  outcome: 'completed' | 'failed' | 'open'
  /** From the first to the last stage. */
  duration_ms: number
  stages: { stage: TransferStage; event_id: string; type: string | null; timestamp: string }[]
}
