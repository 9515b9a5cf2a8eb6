import type { Problem, ValidationProblem } from '@occur/client/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '../event/errors.ts'

// A new code does not compile until it has a status here.
const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  too_expensive: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  outdated: 412,
  too_large: 413,
  unsupported_media_type: 415,
  timeout: 408,
  overloaded: 429,
  unavailable: 503,
  // As nginx has it: nobody gets this answer, but metrics count it.
  abandoned: 499,
}

const retryAfterSecondsDefault: Partial<Record<ErrorCode, number>> = { overloaded: 1, unavailable: 2 }

/** A query, path or body that does not fit: answered 422 with every problem and its place. */
export class InvalidRequest extends AppError {
  readonly detail: ValidationProblem['detail']

  constructor(detail: ValidationProblem['detail']) {
    super('invalid', detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '))
    this.detail = detail
  }
}

/** For what a schema cannot say: `throw invalidQuery('search_fields', 'is longer than search_field_values')`. */
export function invalidQuery(parameter: string, msg: string, type = 'value_error'): InvalidRequest {
  return new InvalidRequest([{ loc: ['query', parameter], msg, type }])
}

/** The one place where a failure becomes HTTP. A bug tells its caller nothing but the request id. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body, retryAfterSeconds } = problemOf(error, request.id)
  if (status === 500) {
    request.log.error({ err: error, request_id: request.id, method: request.method, route: routeOf(request) }, 'failed')
  } else if (status === 503) {
    request.log.warn({ request_id: request.id, route: routeOf(request), detail: body.detail }, 'unavailable')
  }
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="occur"')
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))))
  // What is left of a body that was refused is not worth reading.
  if (status === 408 || (status === 413 && !request.raw.complete)) reply.header('Connection', 'close')
  reply.code(status).header('Cache-Control', 'no-store').type('application/json; charset=utf-8')
  reply.send(JSON.stringify(body))
}

export function problemOf(
  error: unknown,
  requestId: string,
): { status: number; body: Problem | ValidationProblem; retryAfterSeconds?: number | undefined } {
  if (error instanceof InvalidRequest) return { status: 422, body: { detail: error.detail } }
  if (error instanceof AppError) {
    if (error.code === 'too_expensive') {
      // Said as a mistake in the question, not as an outage: whoever sends it again as it is makes things worse.
      return { status: 422, body: { detail: [{ loc: ['question'], msg: error.message, type: error.code }] } }
    }
    return {
      status: statusOf[error.code],
      body: { detail: error.message, request_id: requestId },
      retryAfterSeconds: error.retryAfterSeconds ?? retryAfterSecondsDefault[error.code],
    }
  }
  const status = frameworkStatusOf(error)
  if (status !== null) return { status, body: { detail: (error as Error).message, request_id: requestId } }
  return {
    status: 500,
    body: { detail: 'Something went wrong here. The log has more under this request_id.', request_id: requestId },
  }
}

/** Fastify and its plugins say 4xx for what the sender did: a body that is no JSON, a path that cannot be decoded. */
function frameworkStatusOf(error: unknown): number | null {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null
}

/** The pattern rather than the address, which may hold ids of people. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? '(none)'
}
