import type { EventInput, IngestReport } from './protocol.ts'
import type { Body, CallOptions, Requester } from './request.ts'

/** NDJSON: one event a line, as text, as bytes, or as a stream of either. */
export type NdjsonBody = string | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array>

export interface SendOptions extends CallOptions {
  /** `errors` lists only the events that were not accepted. The server's choice above 1,000 events. */
  report?: 'errors' | 'all' | undefined
  /** Makes a retry of this very request harmless where the events carry no `event_id`. */
  idempotencyKey?: string | undefined
  /** How an NDJSON body is compressed already. */
  contentEncoding?: 'gzip' | 'zstd' | undefined
}

/**
 * Sends events in one request and resolves once they are stored. Events that were refused are no error: the report
 * says which and why. Throws `OccurError` when the request as a whole was refused or not answered.
 */
export async function send(
  requester: Requester,
  events: EventInput | readonly EventInput[] | NdjsonBody,
  { report, idempotencyKey, contentEncoding, signal }: SendOptions,
): Promise<IngestReport> {
  const headers: Record<string, string> = { 'Content-Type': 'application/x-ndjson' }
  if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey
  if (contentEncoding !== undefined) headers['Content-Encoding'] = contentEncoding
  return await requester.json<IngestReport>({
    method: 'POST',
    path: '/api/v1/events/',
    query: { report },
    headers,
    body: bodyOf(events),
    signal,
    isAnswer: isReport,
  })
}

/** 422 says that no event was taken, and comes with a report; or that the query was wrong, and comes without one. */
export function isReport(status: number, answer: object): boolean {
  return status === 422 && 'outcomes' in answer
}

function bodyOf(events: EventInput | readonly EventInput[] | NdjsonBody): Body {
  if (typeof events === 'string' || events instanceof ReadableStream) return events
  if (events instanceof Uint8Array) return events as Uint8Array<ArrayBuffer>
  if (Symbol.asyncIterator in events) return streamOf(events)
  const list = Array.isArray(events) ? (events as readonly EventInput[]) : [events as EventInput]
  return list.map((event) => `${JSON.stringify(event)}\n`).join('')
}

/** `ReadableStream.from` is not in every browser yet. Pulled as the request takes it, so memory stays flat. */
function streamOf(chunks: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
