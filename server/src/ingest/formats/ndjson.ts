import { AppError } from '../../event/errors.ts'
import type { RawEvent } from '../raw-event.ts'

const newline = 0x0a
const space = 0x20

/**
 * An NDJSON body: one event a line, of any length in all, held a piece at a time. Empty lines count as lines but are no
 * events. A line longer than `lineBytesMax` is cut one byte beyond it, which is enough to know that it is too long; one
 * longer than `lineBytesEnd` is no line that went wrong but no NDJSON at all, and ends the body.
 */
export async function* ndjsonEvents(
  body: AsyncIterable<Buffer>,
  lineBytesMax: number,
  lineBytesEnd: number,
): AsyncGenerator<RawEvent[]> {
  let line = 1
  let lineBytes = 0
  let rest: Buffer[] = []
  let restBytes = 0

  for await (const piece of body) {
    const events: RawEvent[] = []
    let at = 0
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, at)) {
      keep(piece.subarray(at, end))
      take(events)
      at = end + 1
      line++
    }
    keep(piece.subarray(at))
    if (events.length > 0) yield events
  }
  const events: RawEvent[] = []
  take(events)
  if (events.length > 0) yield events

  function keep(bytes: Buffer): void {
    lineBytes += bytes.length
    if (lineBytes > lineBytesEnd) throw new AppError('too_large', `Line ${line} is longer than ${lineBytesEnd} bytes`)
    const room = lineBytesMax + 1 - restBytes
    if (room <= 0 || bytes.length === 0) return
    rest.push(bytes.subarray(0, room))
    restBytes += Math.min(bytes.length, room)
  }

  function take(events: RawEvent[]): void {
    const bytes = withoutMark(rest.length === 1 ? rest[0]! : Buffer.concat(rest), line)
    rest = []
    restBytes = 0
    lineBytes = 0
    if (!isBlank(bytes)) events.push({ bytes, line })
  }
}

function isBlank(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! > space) return false
  return true
}

/** Some tools begin a file with a byte order mark. */
function withoutMark(bytes: Buffer, line: number): Buffer {
  return line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
