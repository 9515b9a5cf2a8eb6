import type { EventOutcome, FieldProblem } from '@occur/client'
import type { Delivered } from './deliver.ts'

/** What became of the events so far, in the order of the source and without a gap. Kept in the progress file. */
export interface Totals {
  accepted: number
  duplicate: number
  rejected: number
  /** Requests sent more than once; their events may have been accepted the first time and count as duplicate. */
  repeated: number
  /** The first ones, for the report. */
  rejects: Reject[]
}

/** A reject as `--rejects` writes it. */
export interface Reject {
  line: number
  problems: FieldProblem[]
  rejected_id: string
  /** As it stands in the source. */
  text?: string
}

/** So many rejects are shown; `--rejects` writes all. */
const rejectsShown = 20

export function noTotals(): Totals {
  return { accepted: 0, duplicate: 0, rejected: 0, repeated: 0, rejects: [] }
}

/** How many events that is. */
export function eventsOf({ accepted, duplicate, rejected }: Totals): number {
  return accepted + duplicate + rejected
}

/** The totals with one more batch. */
export function add(totals: Totals, { report, attempts }: Delivered, rejects: readonly Reject[]): Totals {
  return {
    accepted: totals.accepted + report.accepted,
    duplicate: totals.duplicate + report.duplicate,
    rejected: totals.rejected + report.rejected,
    repeated: totals.repeated + (attempts > 1 ? 1 : 0),
    rejects: [...totals.rejects, ...rejects.map(({ text: _, ...rest }) => rest)].slice(0, rejectsShown),
  }
}

export function rejectsOf({ batch, report }: Delivered): Reject[] {
  return report.outcomes.filter(isRejected).map(({ index, problems, rejected_id }) => {
    const record = batch.records[index]
    if (!record) throw new Error(`The server rejected event ${index} of a request that had ${batch.records.length}`)
    const own = record.problem === undefined ? [] : [{ field: null, message: record.problem }]
    return { line: record.line, problems: own.length > 0 ? own : problems, rejected_id, text: record.text.toString() }
  })
}

function isRejected(outcome: EventOutcome): outcome is EventOutcome & { status: 'rejected' } {
  return outcome.status === 'rejected'
}
