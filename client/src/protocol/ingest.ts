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
