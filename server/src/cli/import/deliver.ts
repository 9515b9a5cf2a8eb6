import { setTimeout as delay } from 'node:timers/promises'
import { type IngestReport, type OccurClient, OccurError } from '@occur/client'
import type { Batch } from './batches.ts'

/** A batch that the server has judged; what it accepted is stored. */
export interface Delivered {
  batch: Batch
  report: IngestReport
  /** More than 1 when the request had to be sent again. */
  attempts: number
}

/** So many requests are under way at the same time: the server commits them together. */
const requestsMax = 4
const firstDelayMs = 250
const delayMsMax = 10_000

/** Sends the batches, several at a time; they come back in their order. */
export async function* deliver(
  batches: AsyncIterable<Batch>,
  send: (batch: Batch) => Promise<Delivered>,
): AsyncGenerator<Delivered> {
  const underway: Promise<Delivered>[] = []
  let failure: { error: unknown } | undefined
  try {
    for await (const batch of batches) {
      const sending = send(batch)
      // It is awaited further down; until then a failure must not count as unheard.
      sending.catch(() => {})
      underway.push(sending)
      if (underway.length >= requestsMax) yield await (underway.shift() as Promise<Delivered>)
    }
  } catch (error) {
    // The source broke off; what was sent before is still answered.
    failure = { error }
  }
  for (const sending of underway) yield await sending
  if (failure) throw failure.error
}

export interface Patience {
  /** How long a server that cannot be reached, or has too much to do, is tried again. */
  retryMsMax: number
  stopped: AbortSignal
  /** Told before each wait. */
  onWait: (reason: string, delayMs: number) => void
}

/** Sends one batch until the server has judged it. Sending twice is harmless, since its events have ids. */
export async function sendPatiently(
  client: OccurClient,
  batch: Batch,
  { retryMsMax, stopped, onWait }: Patience,
): Promise<Delivered> {
  const startedMs = performance.now()
  for (let attempts = 1; ; attempts++) {
    const outcome = await trySending(client, batch, stopped)
    if (!(outcome instanceof OccurError)) return { batch, report: wholeReport(outcome, batch), attempts }
    const backoffMs = Math.min(delayMsMax, firstDelayMs * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2)
    const delayMs = outcome.retryAfterSeconds === null ? backoffMs : outcome.retryAfterSeconds * 1000
    if (performance.now() + delayMs - startedMs > retryMsMax) throw outcome
    onWait(outcome.detail, delayMs)
    await delay(delayMs, undefined, { signal: stopped })
  }
}

/** A failure that may pass is an answer here; any other is thrown. */
async function trySending(client: OccurClient, batch: Batch, signal: AbortSignal): Promise<IngestReport | OccurError> {
  try {
    const report = await client.events.send(batch.body, { report: 'errors', signal })
    return report.error === undefined ? report : new OccurError(null, report.error)
  } catch (error) {
    if (error instanceof OccurError && error.isPassing) return error
    throw error
  }
}

/** Outcomes are matched to lines by their index, so both sides must have counted the same events. */
function wholeReport(report: IngestReport, { records }: Batch): IngestReport {
  const judged = report.accepted + report.duplicate + report.rejected
  if (judged === records.length) return report
  throw new Error(`${records.length} events were sent, but the server reports on ${judged}`)
}
