import type { EventOutcome, IngestReport } from '@occur/client/protocol'

export type ReportDetail = 'all' | 'errors'

/** Above this many events a report lists only what was not accepted, unless all was asked for. */
const eventsListedByDefault = 1000
const errorsListedMax = 1000
const outcomesListedMax = 100_000
/** They say much more than the others. */
const rejectedListedMax = 1000

/** Counts everything, and lists what the sender asked to see, in bounded memory. */
export class ReportBuilder {
  readonly #counts = { accepted: 0, duplicate: 0, rejected: 0 }
  readonly #detail: ReportDetail | undefined
  #listsAll: boolean
  #outcomes: EventOutcome[] = []
  #truncated = false

  constructor(detail: ReportDetail | undefined) {
    this.#detail = detail
    this.#listsAll = detail !== 'errors'
  }

  get eventCount(): number {
    return this.#counts.accepted + this.#counts.duplicate + this.#counts.rejected
  }

  add(outcome: EventOutcome): void {
    this.#counts[outcome.status]++
    if (this.#detail === undefined && this.#listsAll && this.eventCount > eventsListedByDefault) {
      this.#listsAll = false
      this.#outcomes = this.#outcomes.filter(({ status }) => status !== 'accepted')
    }
    if (!this.#listsAll && outcome.status === 'accepted') return
    const hasRoom =
      this.#outcomes.length < (this.#listsAll ? outcomesListedMax : errorsListedMax) &&
      (outcome.status !== 'rejected' || this.#counts.rejected <= rejectedListedMax)
    if (hasRoom) this.#outcomes.push(outcome)
    else this.#truncated = true
  }

  report(): IngestReport {
    return { ...this.#counts, outcomes: this.#outcomes, ...(this.#truncated && { outcomes_truncated: true }) }
  }
}
