/** What the server refused, or why it could not be reached. */
export class OccurError extends Error {
  /** The HTTP status, or null when no answer came. */
  readonly status: number | null
  /** What was wrong, in the server's words. */
  readonly detail: string
  /** When the server asked to be asked again, from `Retry-After`. */
  readonly retryAfterSeconds: number | null

  constructor(
    status: number | null,
    detail: string,
    options: { retryAfterSeconds?: number | null | undefined; cause?: unknown } = {},
  ) {
    super(status === null ? detail : `${status}: ${detail}`, { cause: options.cause })
    this.name = 'OccurError'
    this.status = status
    this.detail = detail
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  /** True when the same request may well succeed later: too many requests, not ready, not reached. */
  get isPassing(): boolean {
    return this.status === null || this.status === 408 || this.status === 429 || this.status >= 500
  }
}

/** The error that an answer other than 2xx stands for. Understands both of the server's shapes, and a proxy's HTML. */
export function errorOf(response: Response, text: string): OccurError {
  return new OccurError(response.status, detailOf(text) ?? reasonWithoutDetail(response), {
    retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after')),
  })
}

function reasonWithoutDetail({ ok, statusText }: Response): string {
  return ok ? 'The answer is not JSON; is this an Occur server?' : statusText || 'No reason given'
}

function detailOf(text: string): string | undefined {
  let detail: unknown
  try {
    detail = (JSON.parse(text) as { detail?: unknown } | null)?.detail
  } catch {
    return undefined
  }
  if (typeof detail === 'string') return detail
  if (!Array.isArray(detail)) return undefined
  return (detail as { loc?: (string | number)[]; msg?: string }[])
    .map(({ loc = [], msg = '' }) => `${loc.slice(1).join('.') || loc.join('.')}: ${msg}`)
    .join('; ')
}

/** Seconds from now; the header is either a number of them or a date. */
function retryAfterSeconds(header: string | null): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header)) return Number(header)
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, (atMs - Date.now()) / 1000)
}
