/** Why something could not be done. HTTP and the command line each map these to their own codes, in one place. */
export type ErrorCode =
  /** What was sent is wrong; sending it again will not help. */
  | 'invalid'
  /** The question takes more time or memory than one may; asking it again will not help, asking for less will. */
  | 'too_expensive'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  /** It was changed since its sender last read it. */
  | 'outdated'
  | 'too_large'
  | 'unsupported_media_type'
  /** The sender took longer than it may. */
  | 'timeout'
  /** More than can be taken right now; sending it again later will help. */
  | 'overloaded'
  /** The engine is down or starting; sending it again soon will help. */
  | 'unavailable'
  /** Whoever asked has gone: nobody hears of it. */
  | 'abandoned'

/** A failure that its reader can do something about. The message says what was wrong, where, and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** When to come back, for `overloaded` and `unavailable`. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
