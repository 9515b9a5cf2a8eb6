import { recordBytesMax, type SourceRecord } from './source-record.ts'

const newline = 0x0a
const carriageReturn = 0x0d

/** The lines of NDJSON, without their ends; blank ones are passed over. One array for each chunk that ends a line. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  bytesMax: number = recordBytesMax,
): AsyncGenerator<SourceRecord[]> {
  let line = 1
  let pending: Buffer[] = []
  let pendingBytes = 0

  function keep(piece: Buffer): void {
    const fitting = piece.subarray(0, Math.max(0, bytesMax - pendingBytes))
    if (fitting.length > 0) pending.push(fitting)
    pendingBytes += fitting.length
  }

  function take(): Buffer {
    const text = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending)
    pending = []
    pendingBytes = 0
    return text.at(-1) === carriageReturn ? text.subarray(0, -1) : text
  }

  for await (const chunk of chunks) {
    const records: SourceRecord[] = []
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end))
      const text = take()
      if (!isBlank(text)) records.push({ text, line })
      line++
      from = end + 1
    }
    // Copied, or a few bytes would keep the whole chunk in memory.
    if (from < chunk.length) keep(from === 0 ? chunk : Buffer.from(chunk.subarray(from)))
    if (records.length > 0) yield records
  }
  const last = take()
  if (!isBlank(last)) yield [{ text: last, line }]
}

/** As the server sees it: nothing but spaces and control characters. */
function isBlank(text: Buffer): boolean {
  for (const byte of text) if (byte > 0x20) return false
  return true
}

/** What JSON takes for white space. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === newline || byte === carriageReturn || byte === 0x09
}
