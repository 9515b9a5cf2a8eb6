import type { Readable } from 'node:stream'
import { RefusedByClickHouse } from './failures.ts'

/**
 * The bytes of an answer as they come. Once an answer has begun, its status cannot change any more, so ClickHouse
 * writes a failure into the body, behind a marker that it announced in a header; here it is thrown.
 */
export async function* answerBytes(
  stream: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): AsyncGenerator<Uint8Array> {
  const tag = headers['x-clickhouse-exception-tag']
  if (typeof tag !== 'string') return yield* stream
  const marker = Buffer.from(`\r\n__exception__\r\n${tag}\r\n`)
  // The end of what came may be the beginning of the marker, so it waits for what follows.
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    const failureAt = bytes.indexOf(marker)
    if (failureAt >= 0) {
      if (failureAt > 0) yield bytes.subarray(0, failureAt)
      throw RefusedByClickHouse.said(await restOf(stream, bytes.subarray(failureAt + marker.length)))
    }
    const heldLength = Math.min(marker.length - 1, bytes.length)
    if (bytes.length > heldLength) yield bytes.subarray(0, bytes.length - heldLength)
    held = bytes.subarray(bytes.length - heldLength)
  }
  if (held.length > 0) yield held
}

/** The connection is closed roughly after a failure; what came before that is the message. */
async function restOf(stream: Readable, begin: Buffer): Promise<string> {
  const parts = [begin]
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) parts.push(chunk)
  } catch {
    // As expected.
  }
  return Buffer.concat(parts).toString()
}
