import type { ValidationProblem } from '@occur/client/protocol'
import { parseAnswer } from './json.ts'
import { noteReach } from './reach.ts'

/** What the API answered instead of what was asked for. Status 0: no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly requestId: string | undefined
  /** What is wrong with the request, each with its place; none when that is not what is wrong. */
  readonly problems: ValidationProblem['detail']

  constructor(status: number, detail: string, requestId?: string, problems: ValidationProblem['detail'] = []) {
    super(detail)
    this.name = 'ApiError'
    this.status = status
    this.requestId = requestId
    this.problems = problems
  }

  /** True when the server gave up: it would have taken too long, or too much memory. */
  get isTooExpensive(): boolean {
    return this.problems.some(({ type }) => type === 'too_expensive')
  }

  /** True when the same request may well succeed in a moment. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

interface RequestOptions {
  query?: Query
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  /** A body that is JSON already, sent as it stands. */
  text?: string
  /** Whether an answer that is no success is an answer all the same, and no error. */
  isAnswer?: (body: unknown) => boolean
  /** Aborts when the answer is not wanted any more. */
  signal?: AbortSignal
}

/** One request to the API. The cookie says who asks. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { query = {}, method = 'GET', body, headers = {}, signal, isAnswer } = options
  const sent = options.text ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await reach(addressOf(path, query), {
    method,
    headers: {
      accept: 'application/json',
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
    ...(signal ? { signal } : {}),
  })
  const text = await response.text()
  if (!response.ok && isAnswer?.(parsed(text))) return parseAnswer(text) as Answer
  if (!response.ok) throw errorOf(response.status, text)
  return (text === '' ? undefined : parseAnswer(text)) as Answer
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Arrays become repeated keys, as the API wants them. */
export function addressOf(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one))
  }
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, init)
    noteReach(true)
    return response
  } catch (error) {
    if (init.signal?.aborted) throw error
    noteReach(false)
    throw new ApiError(0, 'The server does not answer.')
  }
}

function errorOf(status: number, text: string): ApiError {
  try {
    const { detail, request_id } = JSON.parse(text) as { detail?: unknown; request_id?: string }
    if (Array.isArray(detail)) return new ApiError(status, detail.map(sayProblem).join('; '), request_id, detail)
    if (typeof detail === 'string') return new ApiError(status, detail, request_id)
  } catch {
    // Not one of ours: something between here and the server answered.
  }
  return new ApiError(status, `The server answered ${status} without saying why.`)
}

function sayProblem({ loc, msg }: { loc: (string | number)[]; msg: string }): string {
  return `${loc.slice(1).join('.') || loc.join('.')}: ${msg}`
}
