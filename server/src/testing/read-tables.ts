import { zstdDecompressSync } from 'node:zlib'
import type { ExportFormat } from '@occur/client/protocol'
import { CompressionType, compressionRegistry, type Data, DataType, tableFromIPC, Vector } from 'apache-arrow'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { formatTimestamp } from '../event/timestamp.ts'

/**
 * As the reader of that format has them: texts, numbers, booleans, null. Of CSV all are texts; instants always are, as
 * the API has them.
 */
export type TableRow = Record<string, unknown>

/** The rows of an exported file, read by libraries that have nothing to do with us. */
export async function readTable(format: ExportFormat, bytes: Uint8Array): Promise<TableRow[]> {
  const rows = await readers[format](Buffer.from(bytes))
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asNumber(value)])))
}

const readers: Record<ExportFormat, (bytes: Buffer) => TableRow[] | Promise<TableRow[]>> = {
  ndjson: (bytes) =>
    bytes
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),

  /** By the convention of databases: without quotes no value, with them an empty text. */
  csv: (bytes) =>
    parse(bytes, {
      columns: true,
      record_delimiter: '\r\n',
      cast: (text, { quoting, header }) => (text === '' && !quoting && !header ? null : text),
    }),

  parquet: (bytes) =>
    parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
      compressors: { ZSTD: (input) => new Uint8Array(zstdDecompressSync(input)) },
      parsers: { timestampFromNanoseconds: formatTimestamp, stringFromBytes: text },
    }),

  arrow: (bytes) => {
    compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => new Uint8Array(zstdDecompressSync(data)) })
    const table = tableFromIPC(bytes)
    const rows: TableRow[] = Array.from({ length: table.numRows }, () => ({}))
    for (const field of table.schema.fields) {
      let row = 0
      for (const data of table.getChild(field.name)!.data) {
        for (let at = 0; at < data.length; at++) {
          rows[row++]![field.name] = data.getValid(at) ? arrowValue(field.type, data, at) : null
        }
      }
    }
    return rows
  },
}

/** As it lies there: the library makes milliseconds of an instant, and takes a byte order mark off a text. */
function arrowValue(type: DataType, data: Data, at: number): unknown {
  if (DataType.isTimestamp(type)) return formatTimestamp(data.values[at])
  if (DataType.isUtf8(type)) return text(data.values.subarray(data.valueOffsets[at], data.valueOffsets[at + 1]))
  return new Vector([data]).get(at)
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
}

/** Counts have 64 bits there. */
function asNumber(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
