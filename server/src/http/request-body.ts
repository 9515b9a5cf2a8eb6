import { pipeline, type Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { AppError } from '../event/errors.ts'

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

/** The body as it was before compression, in pieces, as its sender keeps up with. Errors are the sender's. */
export async function* bodyPieces(
  payload: Readable,
  encoding: string | undefined,
  { bodySilenceMsMax }: BodyLimits,
  bodyMsMax: number,
): AsyncGenerator<Buffer> {
  const plain = decompressed(payload, encoding)
  const overdue = (what: string) => () => void plain.destroy(new AppError('timeout', what))
  const silence = setTimeout(overdue(`The body sent nothing for ${bodySilenceMsMax} ms`), bodySilenceMsMax)
  const whole = setTimeout(overdue(`The body did not end within ${bodyMsMax} ms`), bodyMsMax)
  try {
    for await (const piece of plain) {
      // What is done with the piece is our time, not the sender's.
      clearTimeout(silence)
      yield piece as Buffer
      silence.refresh()
    }
  } catch (error) {
    throw senderError(error, encoding)
  } finally {
    clearTimeout(silence)
    clearTimeout(whole)
    plain.destroy()
  }
}

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

function decompressed(payload: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === 'identity') return payload
  const decompress: Transform | undefined =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'zstd'
        ? createZstdDecompress()
        : undefined
  if (!decompress) {
    throw new AppError('unsupported_media_type', `Content-Encoding: ${encoding} is not read here; use gzip or zstd`)
  }
  // Errors of either come out of the iteration.
  return pipeline(payload, decompress, () => undefined)
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
