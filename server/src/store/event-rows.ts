import { type NewEvent, type StoredEvent, type TextField, textFields } from '../event/event.ts'
import { RowWriter } from './row-writer.ts'

/** What `encodeRows` writes, in its order. `seq` comes first, so that it can be set at commit. */
export const rowColumns = {
  seq: 'UInt64',
  writer: 'UInt16',
  project: 'String',
  event_id: 'String',
  timestamp: `DateTime64(9, 'UTC')`,
  received_at: `DateTime64(9, 'UTC')`,
  failed: 'UInt8',
  ...(Object.fromEntries(textFields.map((field) => [field, 'Nullable(String)'])) as Record<TextField, string>),
  attributes: 'Nullable(String)',
  leaves: 'String',
  agent: 'String',
}

/** What the engine works out for a table that has it, where rows do not say it. */
export const agentColumn = 'agent'

/** Rows in ClickHouse's RowBinary format, and where each begins. */
export interface EncodedRows {
  bytes: Buffer
  /** One more than there are rows: the last is where the bytes end. */
  starts: Uint32Array
  /** Whether all rows say it: of others the engine works it out. */
  agentsKnown: boolean
}

/**
 * Encodes events for the engine, without the number that only the commit knows (see `numberRows`). RowBinary has no syntax
 * to get wrong: unlike JSON, there is no text that we accept and the engine refuses.
 * https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export function encodeRows(events: readonly NewEvent[], writer: number): EncodedRows {
  const row = new RowWriter(events.length * 512)
  const starts = new Uint32Array(events.length + 1)
  let agentsKnown = true
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
    row.text(event.leaves)
    row.text(event.agent ?? '')
    if (event.agent === null) agentsKnown = false
  }
  starts[events.length] = row.length
  return { bytes: row.bytes(), starts, agentsKnown }
}

export function rowCount({ starts }: EncodedRows): number {
  return starts.length - 1
}

/** The rows of all, without those whose index, counted through all, is left out. */
export function joinRows(parts: readonly EncodedRows[], leftOut: ReadonlySet<number>): EncodedRows {
  if (parts.length === 1 && leftOut.size === 0) return parts[0]!
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.bytes.length, 0))
  const starts = new Uint32Array(parts.reduce((sum, part) => sum + rowCount(part), 1))
  let length = 0
  let rows = 0
  let index = 0
  for (const part of parts) {
    // What is not left out is copied in runs, the whole part in one where that is possible.
    let runStart = 0
    for (let row = 0; row < rowCount(part); row++) {
      const start = part.starts[row]!
      if (leftOut.has(index++)) {
        length += part.bytes.copy(bytes, length, runStart, start)
        runStart = part.starts[row + 1]!
      } else {
        starts[rows++] = length + start - runStart
      }
    }
    length += part.bytes.copy(bytes, length, runStart)
  }
  starts[rows] = length
  return {
    bytes: bytes.subarray(0, length),
    starts: starts.subarray(0, rows + 1),
    agentsKnown: parts.every(({ agentsKnown }) => agentsKnown),
  }
}

/** The rows from `from` to before `to`. */
export function sliceRows({ bytes, starts, agentsKnown }: EncodedRows, from: number, to: number): EncodedRows {
  const first = starts[from]!
  return {
    bytes: bytes.subarray(first, starts[to]),
    starts: starts.subarray(from, to + 1).map((start) => start - first),
    agentsKnown,
  }
}

/** Numbers the rows, from `seq` on. */
export function numberRows(rows: EncodedRows, seq: number): void {
  for (let row = 0; row < rowCount(rows); row++) setNumber(rows, row, seq++)
}

export function setNumber({ bytes, starts }: EncodedRows, row: number, seq: number): void {
  bytes.writeUInt32LE(seq % 2 ** 32, starts[row]!)
  bytes.writeUInt32LE(Math.floor(seq / 2 ** 32), starts[row]! + 4)
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
