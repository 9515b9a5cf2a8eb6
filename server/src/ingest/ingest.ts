import { isUtf8 } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventOutcome, FieldProblem, IngestReport } from '@occur/client/protocol'
import { AppError } from '../event/errors.ts'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { type NewRejectedEvent, type RejectedEvents, rejectedIdOf } from '../event/rejected.ts'
import type { Doorbell } from '../live/doorbell.ts'
import type { EventLog } from '../store/event-log.ts'
import { type EventLimits, parseEvent } from './parse-event.ts'
import type { RawEvent, RawEvents } from './raw-event.ts'
import { ReportBuilder, type ReportDetail } from './report.ts'
import { Turns } from './turns.ts'

export interface Sender {
  project: string
  /** Makes ids for events that have none, so that the whole request may be sent again. */
  idempotencyKey?: string | undefined
  detail?: ReportDetail | undefined
}

export interface IngestDeps {
  log: EventLog
  rejected: RejectedEvents
  doorbell: Doorbell
  limits: EventLimits
  /** Milliseconds since 1970. */
  now: () => number
  /** Counts outcomes, for the metrics. */
  onOutcomes?: (counts: OutcomeCounts) => void
}

export interface OutcomeCounts {
  accepted: number
  duplicate: number
  rejected: number
}

export interface Ingested {
  report: IngestReport
  /** Why the body was not taken to its end. What the report counts is stored all the same; the rest is not acknowledged. */
  failure?: AppError
}

const waitingEventsMax = 5000
const waitingBytesMax = 4 * 1024 ** 2
/** How long a body of which a part is stored already waits for an engine that is being restarted, or for room. */
const patienceMs = 20_000

const turns = new Turns()

/**
 * Takes a body to stored events. When it resolves, everything that the report calls accepted survives a crash and is
 * readable. One commit at a time runs for a body; what is read meanwhile waits together for the next. When the first
 * one fails, nothing is stored and the body may be sent again.
 */
export async function ingest(body: RawEvents, sender: Sender, deps: IngestDeps): Promise<Ingested> {
  const report = new ReportBuilder(sender.detail)
  let index = 0
  let waiting = newStep()
  let running: Promise<void> | null = null
  let isBusy = false
  let hasFailed = false
  let failure: AppError | undefined

  const next = async () => {
    // Throws what the last one failed with.
    do await running
    while (isBusy)
    if (waiting.outcomes.length === 0) return
    const step = waiting
    waiting = newStep()
    isBusy = true
    running = store(step, report, deps).finally(() => {
      isBusy = false
    })
    // Whoever awaits it sees the failure; until then it must not count as unhandled.
    running.catch(() => {
      hasFailed = true
    })
  }

  try {
    for await (const raws of body) {
      await turns.take(raws.reduce((sum, { bytes }) => sum + bytes.length, 0))
      for (const raw of raws) judge(raw, index++, sender, waiting, deps)
      const stored = next()
      if (hasFailed || waiting.outcomes.length >= waitingEventsMax || waiting.bytes >= waitingBytesMax) await stored
      // Its failure is met at the next look.
      else stored.catch(() => undefined)
    }
  } catch (error) {
    failure = toldToSender(error)
  }
  try {
    await next()
    await running
  } catch (error) {
    failure ??= toldToSender(error)
  }
  if (failure && report.eventCount === 0) throw failure
  return { report: report.report(), ...(failure && { failure }) }
}

function toldToSender(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}

/** Events that are stored together. */
interface Step {
  /** In the order in which they came; what the log says is not known yet for those in `events`. */
  outcomes: EventOutcome[]
  events: NewEvent[]
  /** Where in `outcomes` each of `events` stands, and its text, should the engine refuse it. */
  places: { outcome: number; raw: RawEvent }[]
  rejected: NewRejectedEvent[]
  bytes: number
}

function newStep(): Step {
  return { outcomes: [], events: [], places: [], rejected: [], bytes: 0 }
}

function judge(raw: RawEvent, index: number, sender: Sender, step: Step, deps: IngestDeps): void {
  step.bytes += raw.bytes.length
  const place = raw.line === undefined ? { index } : { index, line: raw.line }
  const judged = parseEvent(raw.bytes, deps.limits)
  if ('problems' in judged) {
    step.outcomes.push(reject(raw, place, judged.problems, sender.project, step, deps))
    return
  }
  const nowMs = deps.now()
  const event_id = judged.event.event_id ?? madeId(sender, index, nowMs)
  step.places.push({ outcome: step.outcomes.length, raw })
  step.outcomes.push({ ...place, status: 'accepted', event_id })
  step.events.push({ ...judged.event, event_id, project: sender.project, received_at: BigInt(nowMs) * 1_000_000n })
}

function madeId(sender: Sender, index: number, nowMs: number): string {
  return sender.idempotencyKey === undefined ? newId(nowMs) : `${sender.idempotencyKey}:${index}`
}

function reject(
  raw: RawEvent,
  place: { index: number; line?: number },
  problems: FieldProblem[],
  project: string,
  step: Step,
  deps: IngestDeps,
): EventOutcome {
  const rejected_id = rejectedIdOf(raw.bytes)
  step.rejected.push({
    project,
    rejected_id,
    received_at: BigInt(deps.now()) * 1_000_000n,
    problems,
    raw: raw.bytes.subarray(0, deps.limits.eventBytesMax),
    // Bytes that are not text cannot be given back, so that text can be corrected but not replayed as it is.
    raw_truncated: raw.bytes.length > deps.limits.eventBytesMax || !isUtf8(raw.bytes),
  })
  return { ...place, status: 'rejected', problems, rejected_id }
}

async function store(step: Step, report: ReportBuilder, deps: IngestDeps): Promise<void> {
  let isFirst = report.eventCount === 0
  const stored = await patiently(isFirst, () => deps.log.append(step.events))
  isFirst &&= !stored.includes('stored')
  deps.doorbell.ring()
  for (const [at, outcome] of stored.entries()) {
    const { outcome: place, raw } = step.places[at]!
    const judged = step.outcomes[place]!
    if (outcome === 'duplicate') {
      step.outcomes[place] = { ...judged, status: 'duplicate' } as EventOutcome
    } else if (outcome !== 'stored') {
      const problems = [{ field: null, message: `could not be stored: ${outcome.refused}` }]
      step.outcomes[place] = reject(raw, judged, problems, step.events[at]!.project, step, deps)
    }
  }
  if (step.rejected.length > 0) await patiently(isFirst, () => deps.rejected.add(step.rejected))
  const counts = { accepted: 0, duplicate: 0, rejected: 0 }
  for (const outcome of step.outcomes) {
    counts[outcome.status]++
    report.add(outcome)
  }
  deps.onOutcomes?.(counts)
}

/**
 * A body of which nothing is stored yet is refused when there is no room or no engine: its sender has it still. Later
 * on that would leave him with a body half stored, so it waits instead. Trying again is harmless: the ids are made.
 */
async function patiently<Result>(isFirst: boolean, attempt: () => Promise<Result>): Promise<Result> {
  const giveUpMs = performance.now() + patienceMs
  while (true) {
    try {
      return await attempt()
    } catch (error) {
      const passes = error instanceof AppError && (error.code === 'overloaded' || error.code === 'unavailable')
      if (isFirst || !passes || performance.now() > giveUpMs) throw error
      await sleep(100)
    }
  }
}
