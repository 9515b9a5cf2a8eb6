/** The text of one event as it stands in a request, before anybody has judged it. */
export interface RawEvent {
  /** Cut a little beyond the largest event, when it was longer. */
  bytes: Buffer
  /** 1-based line of an NDJSON body. */
  line?: number
}

/** A body as it comes in: some events at a time. */
export type RawEvents = AsyncIterable<readonly RawEvent[]> | Iterable<readonly RawEvent[]>
