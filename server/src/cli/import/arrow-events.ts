import { zstdDecompressSync } from 'node:zlib'
import {
  CompressionType,
  compressionRegistry,
  type Data,
  DataType,
  type Field,
  RecordBatch,
  RecordBatchReader,
  Vector,
} from 'apache-arrow'
import { formatTimestamp } from '../../event/timestamp.ts'
import { CommandFailure } from '../exit-codes.ts'
import { columnsOf, eventText } from './event-columns.ts'
import type { SourceRecord } from './source-record.ts'
import { notPlain, textOf } from './typed-values.ts'

/**
 * Makes events of the rows of an Arrow file or stream, whose columns are named as those of a CSV are; null is no value. A
 * record batch at a time is held in memory. The line of a record is the number of its row.
 */
export async function* arrowEvents(
  chunks: AsyncIterable<Buffer>,
  name: string,
  { isFile }: { isFile: boolean },
): AsyncGenerator<SourceRecord[]> {
  const source = streamIn(chunks, isFile)
  let row = 0
  try {
    // Several streams may have been written after one another; a file has one.
    for await (const reader of RecordBatchReader.readAll(source.bytes())) {
      const columns = columnsOf(reader.schema.fields.map(({ name }) => name))
      for await (const batch of reader) {
        // Where there is none the library makes one up, and would then take what follows the stream for a part of it.
        if (batch.constructor !== RecordBatch) break
        const { schema, data, numRows } = batch
        const cells = schema.fields.map((field, index) => cellsOf(field, data.children[index]!))
        yield Array.from({ length: numRows }, (_, at) => {
          const values = cells.map((cell) => cell(at))
          return { text: Buffer.from(eventText(columns, values)), line: ++row }
        })
      }
      if (isFile) break
    }
    if (!(await source.isWhole())) throw new Error('it is cut off before its end')
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    // A failure of the reader is one of the file.
    throw new CommandFailure(`${name} cannot be read as Arrow: ${(error as Error).message}`)
  } finally {
    await source.close()
  }
}

const fileMark = Buffer.from('ARROW1')
/** The mark, and what aligns the stream after it. */
const fileHeadBytes = 8

/**
 * The stream that a file holds: from its mark on, to its list of where things are, and the mark again. So it is read from
 * its beginning, as it comes. https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
function streamIn(chunks: AsyncIterable<Buffer>, isFile: boolean) {
  const iterator = chunks[Symbol.asyncIterator]()
  let headBytes = isFile ? fileHeadBytes : 0
  let end = Buffer.alloc(0)

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      const chunk = step.value.subarray(headBytes)
      headBytes = Math.max(0, headBytes - step.value.length)
      end = Buffer.concat([end, chunk.subarray(-fileMark.length)]).subarray(-fileMark.length)
      yield chunk
    }
  }

  /** Reads to the end. The mark there is the only sign that nothing is missing where a batch might have begun. */
  async function isWhole(): Promise<boolean> {
    for await (const _ of bytes());
    return !isFile || end.equals(fileMark)
  }

  return { bytes, isWhole, close: async () => void (await iterator.return?.()) }
}

type Cell = (row: number) => string | null

function cellsOf({ name, type }: Field, data: Data): Cell {
  const value = valuesOf(name, type, data)
  return (row) => (data.getValid(row) ? value(row) : null)
}

/** Instants to the nanosecond, and texts to the byte: the library would take a mark at their beginning off. */
function valuesOf(name: string, type: DataType, data: Data): Cell {
  const { values, valueOffsets: ends, dictionary } = data
  if (DataType.isDictionary(type)) {
    const words = dictionary!.data.flatMap((part) => {
      const word = cellsOf({ name, type: type.dictionary } as Field, part)
      return Array.from({ length: part.length }, (_, at) => word(at))
    })
    return (row) => words[Number(values[row])] ?? null
  }
  if (holdsBytes(type)) return (row) => textOf(values.subarray(Number(ends[row]), Number(ends[row + 1])))
  if (DataType.isTimestamp(type)) {
    const unit = nanosecondsIn[type.unit]
    return (row) => formatTimestamp(BigInt(values[row]) * unit)
  }
  if (DataType.isNull(type)) return () => null
  if (!holdsPlain(type)) throw notPlain(name)
  const vector = new Vector([data])
  return (row) => String(vector.get(row))
}

/** By `TimeUnit`, from seconds on. */
const nanosecondsIn = [1_000_000_000n, 1_000_000n, 1000n, 1n] as const

function holdsBytes(type: DataType): boolean {
  return DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isBinary(type) || DataType.isLargeBinary(type)
}

function holdsPlain(type: DataType): boolean {
  return DataType.isUtf8View(type) || DataType.isBool(type) || DataType.isInt(type) || DataType.isFloat(type)
}

compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes)) })
compressionRegistry.set(CompressionType.LZ4_FRAME, {
  decode() {
    throw new CommandFailure(
      'It is compressed with LZ4, which import does not read: write it with zstd, or uncompressed',
    )
  },
})
