import { type InfoRecord, parse } from 'csv-parse'
import { CommandFailure } from '../exit-codes.ts'
import { recordBytesMax } from './source-record.ts'

export interface CsvRow {
  /** Null is no value: a cell in which nothing stands, not even quotes. */
  cells: (string | null)[]
  /** The line of the file on which it begins; a quoted cell may have several. */
  line: number
}

/**
 * The rows of a CSV file, the header among them. Rows may differ in length: that is for the reader to judge. A pair of
 * quotes is an empty text, as databases and our export have it; but where even the header is quoted, everything is, and
 * it means nothing.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<CsvRow> {
  const lines = createLineFinder()
  let rows: CsvRow[] = []
  let bytesBefore = 0
  let emptyLinesBefore = 0
  let quotesAll = false
  const parser = parse({
    cast: (text, { quoting, records }) => {
      if (records === 0) quotesAll ||= quoting
      return text !== '' || (quoting && !quotesAll) ? text : null
    },
    bom: true,
    delimiter,
    max_record_size: recordBytesMax,
    relax_column_count: true,
    skip_empty_lines: true,
    // Taken here rather than from the stream, which forgets the rows before an error.
    on_record: (cells: (string | null)[], { bytes, empty_lines }: InfoRecord) => {
      rows.push({ cells, line: lines.find(bytesBefore) + empty_lines - emptyLinesBefore })
      bytesBefore = bytes
      emptyLinesBefore = empty_lines
      return null
    },
  })
  let failure: Error | undefined
  parser.on('error', (error) => {
    failure = error
  })
  parser.resume()

  function* taken(): Generator<CsvRow> {
    yield* rows
    rows = []
    if (failure) throw new CommandFailure(`line ${lines.find(bytesBefore)}: ${failure.message}; the rest was not read`)
  }

  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for await (const chunk of chunks) {
    checkUtf8(() => utf8.decode(chunk, { stream: true }))
    lines.note(chunk)
    await new Promise<unknown>((resolve) => parser.write(chunk, resolve))
    yield* taken()
  }
  checkUtf8(() => utf8.decode())
  await new Promise<unknown>((resolve) => parser.on('close', resolve).end())
  yield* taken()
}

function checkUtf8(decode: () => void): void {
  try {
    decode()
  } catch {
    throw new CommandFailure('The file is not UTF-8; save it as "CSV UTF-8", or convert it with iconv')
  }
}

/** The parser's own count takes a CR LF inside quotes for two lines, so we count line ends by their place. */
function createLineFinder() {
  let ends: number[] = []
  /** How many of `ends` lie before the last byte that was asked for. */
  let passed = 0
  let forgotten = 0
  let bytes = 0
  return {
    note(chunk: Buffer): void {
      ends = ends.slice(passed)
      forgotten += passed
      passed = 0
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) ends.push(bytes + at)
      bytes += chunk.length
    },
    /** The line that begins at, or holds, this byte. Must be asked in ascending order. */
    find(byte: number): number {
      while (passed < ends.length && (ends[passed] as number) < byte) passed++
      return forgotten + passed + 1
    },
  }
}

const newline = 0x0a
