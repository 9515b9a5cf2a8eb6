import type { IncomingMessage } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { constants, createGunzip, createZstdDecompress } from 'node:zlib'
import { AppError } from '../event/errors.ts'
import { Gathering } from './gathering.ts'

export interface BodyLimits {
  /** After decompression; for bodies that are held whole. */
  bodyBytesMax: number
  /** How long a sender may send nothing while he is waited for. */
  bodySilenceMsMax: number
  /** How long a body may take in all; for NDJSON the other. */
  bodyMsMax: number
  streamBodyMsMax: number
  /** In one array. */
  bodyEventsMax: number
  /** Bodies that are read at the same time. */
  requestsMax: number
}

/**
 * The body as it was before compression, in pieces, as its sender keeps up with; in one where it is of a usual size.
 * Errors are the sender's. His time is counted only while he is waited for: what is done with a piece is our time.
 */
export async function* bodyPieces(
  payload: Readable,
  encoding: string | undefined,
  { bodySilenceMsMax }: BodyLimits,
  bodyMsMax: number,
): AsyncGenerator<Buffer> {
  const { plain, tookAll } = decompressed(payload, encoding)
  const endMs = performance.now() + bodyMsMax
  const gathering = new Gathering()
  // A body whose length was said is whole a little before its stream ends.
  const lengthSaid = plain === payload ? Number((payload as IncomingMessage).headers?.['content-length']) : Number.NaN
  let bytesRead = 0
  const isWhole = () => plain.readableEnded || bytesRead === lengthSaid
  // Whatever fails is noticed at the next look; until then it must not count as unhandled.
  plain.on('error', ignore)
  // What came with the headers is there by then, which for a small body is all of it, and spares it the waiting below.
  await null
  try {
    while (true) {
      const leftMs = endMs - performance.now()
      if (leftMs <= 0) throw new AppError('timeout', `The body did not end within ${bodyMsMax} ms`)
      if (plain.errored) throw plain.errored
      const piece = plain.read() as Buffer | null
      if (piece !== null) {
        bytesRead += piece.length
        gathering.add(piece)
      } else if (isWhole()) {
        if (!gathering.isEmpty) yield gathering.take()
        if (tookAll()) return
        throw new AppError(
          'invalid',
          'The body has more than one zstd frame, of which only the first is read; send one',
        )
      } else if (plain.destroyed) throw new Error('aborted')
      else if (!gathering.isEmpty) await stirs(plain, Math.min(leftMs, gathering.leftMs))
      else if (!(await stirs(plain, Math.min(leftMs, bodySilenceMsMax))) && leftMs > bodySilenceMsMax) {
        throw new AppError('timeout', `The body sent nothing for ${bodySilenceMsMax} ms`)
      }
      if (!gathering.isEmpty && gathering.leftMs <= 0) yield gathering.take()
    }
  } catch (error) {
    // What came before it went wrong is worth as much as it was.
    if (!gathering.isEmpty) yield gathering.take()
    throw senderError(error, encoding)
  } finally {
    gathering.take()
    if (plain !== payload) plain.destroy()
    if (!payload.readableEnded && !isWhole()) dropRest(payload)
  }
}

/** Resolves when there is something new about the stream, false when there was nothing for so long. */
async function stirs(stream: Readable, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const wake = () => resolve(true)
  const timer = setTimeout(() => resolve(false), ms)
  for (const event of stirring) stream.on(event, wake)
  const stirred = await promise
  for (const event of stirring) stream.off(event, wake)
  clearTimeout(timer)
  return stirred
}

const stirring = ['readable', 'end', 'error', 'close'] as const

/**
 * A sender who still sends may not read an answer yet, and one whose connection is closed under him never will. So
 * what he sends is thrown away for a while.
 */
function dropRest(payload: Readable): void {
  if (payload.destroyed) return
  payload.resume()
  const timer = setTimeout(() => payload.destroy(), dropRestMs)
  payload.once('close', () => clearTimeout(timer))
}

const dropRestMs = 5000

/** The body as one piece, of at most `bodyBytesMax`. What it takes is taken from the budget, for the caller to give back. */
export async function wholeBody(
  pieces: AsyncIterable<Buffer>,
  { bodyBytesMax }: BodyLimits,
  budget: BodyBudget,
): Promise<{ bytes: Buffer; release(): void }> {
  const kept: Buffer[] = []
  let bytes = 0
  const release = () => budget.give(bytes)
  try {
    for await (const piece of pieces) {
      budget.take(piece.length)
      bytes += piece.length
      kept.push(piece)
      if (bytes > bodyBytesMax) throw tooLarge(bodyBytesMax)
    }
  } catch (error) {
    release()
    throw error
  }
  return { bytes: kept.length === 1 ? kept[0]! : Buffer.concat(kept), release }
}

/** What the bodies of all requests together may take, so that many large ones at once are refused and not died of. */
export class BodyBudget {
  #bytes: number

  constructor(bytes: number) {
    this.#bytes = bytes
  }

  take(bytes: number): void {
    if (bytes > this.#bytes) {
      throw new AppError('overloaded', 'Too many large bodies at the same time; send again a little later', {
        retryAfterSeconds: 2,
      })
    }
    this.#bytes -= bytes
  }

  give(bytes: number): void {
    this.#bytes += bytes
  }
}

/** `tookAll` tells at the end whether something was left: Node's zstd decoder stops without a word after one frame. */
function decompressed(payload: Readable, encoding: string | undefined): { plain: Readable; tookAll(): boolean } {
  const decompress = decompressor(encoding?.trim().toLowerCase() ?? 'identity')
  if (!decompress) return { plain: payload, tookAll: () => true }
  let bytesGiven = 0
  payload.on('data', ({ length }: Buffer) => {
    bytesGiven += length
  })
  // Not a `pipeline`, which would close the connection, and so take the answer from a sender whose body was no good.
  payload.once('close', () => {
    if (!payload.readableEnded) decompress.destroy(new Error('aborted'))
  })
  return { plain: payload.pipe(decompress), tookAll: () => decompress.bytesWritten >= bytesGiven }
}

function decompressor(encoding: string): (Transform & { bytesWritten: number }) | null {
  if (encoding === 'identity') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  // A frame says how much memory its window takes; 8 MiB is what HTTP allows (RFC 9659).
  if (encoding === 'zstd') return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } })
  throw new AppError('unsupported_media_type', `Content-Encoding: ${encoding} is not read here; use gzip or zstd`)
}

function senderError(error: unknown, encoding: string | undefined): unknown {
  if (error instanceof AppError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code.startsWith('Z_') || code.startsWith('ERR_ZSTD') || code.startsWith('ZSTD')) {
    return new AppError('invalid', `The body is not what Content-Encoding: ${encoding} says: ${message}`)
  }
  return new AppError('invalid', 'The body broke off', { cause: error })
}

function tooLarge(bodyBytesMax: number): AppError {
  return new AppError(
    'too_large',
    `The body is larger than ${bodyBytesMax.toLocaleString('en')} bytes; send it in parts, or as NDJSON, which has no such limit`,
  )
}

function ignore(): void {}
