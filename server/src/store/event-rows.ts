import { type NewEvent, type StoredEvent, type TextField, textFields } from '../event/event.ts'
import { RowWriter } from './row-writer.ts'

/** The columns in the order in which `encodeRows` writes them. `seq` comes first, so that it can be set at commit. */
export const rowColumns = [
  'seq',
  'writer',
  'project',
  'event_id',
  'timestamp',
  'received_at',
  'failed',
  ...textFields,
  'attributes',
] as const

/** Rows in ClickHouse's RowBinary format, and where each begins. */
export interface EncodedRows {
  bytes: Buffer
  /** One more than there are rows: the last is where the bytes end. */
  starts: Uint32Array
}

/**
 * Encodes events for the engine, without the number that only the commit knows (see `setSeq`). RowBinary has no syntax
 * to get wrong: unlike JSON, there is no text that we accept and the engine refuses.
 * https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export function encodeRows(events: readonly NewEvent[], writer: number): EncodedRows {
  const row = new RowWriter(events.length * 512)
  const starts = new Uint32Array(events.length + 1)
  for (const [index, event] of events.entries()) {
    starts[index] = row.length
    row.uint64(0n)
    row.uint16(writer)
    row.text(event.project)
    row.text(event.event_id)
    row.int64(event.timestamp)
    row.int64(event.received_at)
    row.uint8(event.failed ? 1 : 0)
    for (const field of textFields) row.nullableText(event[field])
    row.nullableText(event.attributes)
  }
  starts[events.length] = row.length
  return { bytes: row.bytes(), starts }
}

/** Gives the row that begins at `start` its number. */
export function setSeq(bytes: Buffer, start: number, seq: number): void {
  bytes.writeUInt32LE(seq % 2 ** 32, start)
  bytes.writeUInt32LE(Math.floor(seq / 2 ** 32), start + 4)
}

/**
 * The columns of a SELECT that `storedEvent` understands: all of the event, with instants as nanoseconds. They have
 * names of their own, because ClickHouse would otherwise put the alias where a condition means the column.
 */
export const eventColumns = [
  'toUnixTimestamp64Nano(timestamp) AS timestamp_ns',
  'toUnixTimestamp64Nano(received_at) AS received_ns',
  'event_id',
  'writer',
  'seq',
  ...textFields,
  'attributes',
].join(', ')

/** One row of such a SELECT: 64-bit integers come as text. */
export type SelectedEvent = Record<TextField | 'attributes', string | null> & {
  event_id: string
  timestamp_ns: string
  received_ns: string
  writer: number
  seq: string
}

export function storedEvent(row: SelectedEvent): StoredEvent {
  const { timestamp_ns, received_ns, writer, seq, ...rest } = row
  return { ...rest, timestamp: BigInt(timestamp_ns), received_at: BigInt(received_ns), writer, seq: Number(seq) }
}
