import { errorOf, OccurError } from './error.ts'

export interface ClientOptions {
  /** Where the server is, for instance `http://127.0.0.1:7070`. */
  url: string
  /** An API key. Without one the browser's cookie speaks. */
  key?: string | undefined
  /** Another `fetch`, for instance one that goes through a proxy. */
  fetch?: typeof globalThis.fetch
  /** Another `JSON.parse`, for instance one that keeps numbers which a double cannot hold. */
  parse?: (text: string) => unknown
}

export interface CallOptions {
  /** Aborting it gives the request up. */
  signal?: AbortSignal | undefined
}

/** Everything that a call to the server may carry. */
export interface Call extends CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: object | undefined
  headers?: Record<string, string>
  body?: Body
  /** Tells an answer from a refusal by what it says, where the status alone does not (a report comes with 422 too). */
  isAnswer?: (status: number, answer: object) => boolean
}

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** Speaks HTTP with one server. All of the client's calls go through one of its two functions. */
export interface Requester {
  /** The answer as it comes; its body is not read yet. Throws `OccurError` when there is none or it is a refusal. */
  open(call: Call): Promise<Response>
  /** The answer's JSON; undefined for 204. */
  json<Answer>(call: Call): Promise<Answer>
  parse(text: string): unknown
}

export function createRequester({ url, key, fetch = globalThis.fetch, parse = JSON.parse }: ClientOptions): Requester {
  const base = url.replace(/\/+$/, '')

  async function ask({ method = 'GET', path, query, headers = {}, body, signal }: Call): Promise<Response> {
    const init: RequestInit & { duplex?: 'half' } = { method, headers: { ...headers } }
    if (key !== undefined) init.headers = { ...headers, Authorization: `Bearer ${key}` }
    if (signal) init.signal = signal
    if (body !== undefined) init.body = body
    // Streams must say that they are sent before the answer is read.
    if (body instanceof ReadableStream) init.duplex = 'half'
    return await reach(() => fetch(`${base}${path}${queryText(query)}`, init), base, signal)
  }

  async function open(call: Call): Promise<Response> {
    const response = await ask(call)
    if (response.ok) return response
    throw errorOf(response, await response.text().catch(() => ''))
  }

  async function json<Answer>(call: Call): Promise<Answer> {
    const response = await ask(call)
    const text = await reach(() => response.text(), base, call.signal)
    if (response.status === 204) return undefined as Answer
    const answer = objectIn(text, parse)
    if (answer !== undefined && (response.ok || call.isAnswer?.(response.status, answer))) return answer as Answer
    throw errorOf(response, text)
  }

  return { open, json, parse }
}

function objectIn(text: string, parse: Requester['parse']): object | undefined {
  try {
    const value = parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Turns "fetch failed" into which server and why. An abort stays what it was. */
async function reach<Answer>(ask: () => Promise<Answer>, base: string, signal: AbortSignal | undefined) {
  try {
    return await ask()
  } catch (error) {
    signal?.throwIfAborted()
    throw new OccurError(null, `No answer from ${base} (${reasonOf(error)})`, { cause: error })
  }
}

/** Node hides the reason behind one or two causes; browsers give none. */
function reasonOf(error: unknown): string {
  let inner = error
  while (inner instanceof Error && inner.cause) inner = inner.cause
  if (!(inner instanceof Error)) return String(inner)
  const { code, message } = inner as Error & { code?: string }
  return message || code || inner.name
}

/** Arrays as repeated keys, what is undefined or null left out. */
export function queryText(query: object = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) params.append(name, String(one))
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
