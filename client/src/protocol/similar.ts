import type { Outcome } from './journeys.ts'
import type { Session } from './sessions.ts'

/** What sessions are compared by: events of one type and source, that failed or did not. */
export interface EventKind {
  type: string | null
  source_id: string | null
  failed: boolean
  /** The rarer it is, the more it counts: ln(1 + all events / events of this kind), among the newest events. */
  weight: number
}

/** `GET /api/v1/sessions/{session_id}/similar`: sessions in which the same happened, the most similar first. */
export interface SimilarSessions {
  session_id: string
  outcome: Outcome
  /** What happened in it, the heaviest first. */
  kinds: EventKind[]
  items: SimilarSession[]
  covered: {
    /** Since when events were looked at; null for all of them. */
    from: string | null
    /** How many sessions were compared with it: those with an event since then. */
    sessions: number
    /** How many events were looked at, at most 300,000. */
    events: number
    elapsed_ms: number
  }
}

export interface SimilarSession {
  session: Session
  outcome: Outcome
  /**
   * From 0 to 1: nine tenths are the weight of what both have by the weight of what either has; one tenth is the same
   * outcome.
   */
  score: number
  /** What happened in both, the heaviest first. */
  shared: EventKind[]
  /** What happened only there. */
  others: EventKind[]
}
