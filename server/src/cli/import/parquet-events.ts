import { open } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import {
  type AsyncBuffer,
  type Compressors,
  type ParquetParsers,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet'
import { formatTimestamp } from '../../event/timestamp.ts'
import { CommandFailure } from '../exit-codes.ts'
import { columnsOf, eventText } from './event-columns.ts'
import type { SourceRecord } from './source-record.ts'
import { notPlain, textOf } from './typed-values.ts'

/**
 * Makes events of the rows of a Parquet file, whose columns are named as those of a CSV are; null is no value. A group of
 * rows at a time is held in memory. The line of a record is the number of its row.
 */
export async function* parquetEvents(path: string, onRead: (bytes: number) => void): AsyncGenerator<SourceRecord[]> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(end - start)
        await handle.read(bytes, 0, bytes.length, start)
        onRead(bytes.length)
        return bytes.buffer
      },
    }
    const metadata = await understood(path, parquetMetadataAsync(file))
    const names = topLevelNames(metadata.schema)
    const columns = columnsOf(names)
    let row = 0
    for (const { num_rows } of metadata.row_groups) {
      const range = { rowStart: row, rowEnd: row + Number(num_rows) }
      const objects = await understood(path, parquetReadObjects({ file, metadata, compressors, parsers, ...range }))
      for (const object of objects) {
        const cells = names.map((name) => cellOf(name, object[name]))
        yield [{ text: Buffer.from(eventText(columns, cells)), line: ++row }]
      }
    }
  } finally {
    await handle.close()
  }
}

/** A failure of the reader is one of the file. */
async function understood<Read>(path: string, reading: Promise<Read>): Promise<Read> {
  try {
    return await reading
  } catch (error) {
    throw new CommandFailure(`${path} cannot be read as Parquet: ${(error as Error).message}`)
  }
}

/** The children of the root, without what is inside of them. */
function topLevelNames(schema: readonly { name: string; num_children?: number | undefined }[]): string[] {
  const names: string[] = []
  for (let at = 1; at < schema.length; at++) {
    names.push(schema[at]!.name)
    for (let inside = schema[at]!.num_children ?? 0; inside > 0; inside--) inside += schema[++at]!.num_children ?? 0
  }
  return names
}

function cellOf(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'object') throw notPlain(name)
  return String(value)
}

/** Instants as text to the nanosecond, and texts to the byte: a mark at their beginning is theirs. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (milliseconds) => formatTimestamp(milliseconds * 1_000_000n),
  timestampFromMicroseconds: (microseconds) => formatTimestamp(microseconds * 1000n),
  timestampFromNanoseconds: formatTimestamp,
  stringFromBytes: (bytes) => bytes && textOf(bytes),
  jsonFromBytes: (bytes) => bytes && textOf(bytes),
}

/** Node has all but LZ4 and LZO; Snappy comes with the reader. */
const compressors: Compressors = {
  ZSTD: (input) => new Uint8Array(zstdDecompressSync(input)),
  GZIP: (input) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input) => new Uint8Array(brotliDecompressSync(input)),
}
