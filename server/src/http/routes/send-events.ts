import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import { jsonEvents } from '../../ingest/formats/json.ts'
import { ndjsonEvents } from '../../ingest/formats/ndjson.ts'
import { type IngestDeps, type Ingested, ingest, type Sender } from '../../ingest/ingest.ts'
import { problemOf } from '../problems.ts'
import { BodyBudget, type BodyLimits, bodyPieces, wholeBody } from '../request-body.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { EventInput, IngestReport } from '../schemas/events.ts'

export interface SendEventsDeps {
  ingestDeps: IngestDeps
  bodyLimits: BodyLimits
}

const ndjsonTypes = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
])

/** `POST /api/v1/events/`: one event, an array, or NDJSON of any length. */
export function addSendEvents(app: App, { ingestDeps, bodyLimits }: SendEventsDeps): void {
  const budget = new BodyBudget(4 * bodyLimits.bodyBytesMax)
  let requests = 0

  app.removeAllContentTypeParsers()
  // Types that are named are found at once, and any other is refused by us.
  app.addContentTypeParser([...ndjsonTypes, 'application/json', '*'], (_request, payload, done) => done(null, payload))

  app.post(
    '/api/v1/events/',
    {
      config: { scope: 'ingest', readsBodyItself: true, documentedBody },
      schema: {
        tags: ['Events'],
        summary: 'Send events',
        description,
        querystring: Type.Object({
          report: Type.Optional(
            Type.Enum(['all', 'errors'], {
              description: '`errors`, the default above 1,000 events, lists only what was not accepted.',
            }),
          ),
        }),
        headers: Type.Object({
          'idempotency-key': Type.Optional(
            Type.String({ description: 'Makes ids for events without one: the key, a colon, and the index.' }),
          ),
        }),
        response: { ...answers(201, IngestReport), 207: IngestReport, 422: IngestReport },
      },
    },
    async (request, reply) => {
      if (requests >= bodyLimits.requestsMax) {
        throw new AppError('overloaded', 'Too many requests send events at the same time', { retryAfterSeconds: 1 })
      }
      requests++
      try {
        const sender: Sender = {
          project: request.access.project,
          idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key'], ingestDeps.limits.idBytesMax),
          detail: request.query.report as 'all' | 'errors' | undefined,
        }
        const { 'content-type': contentType, 'content-encoding': encoding } = request.headers
        const ingested = isNdjson(contentType)
          ? await ingestStream(request.body as Readable, encoding, sender)
          : await ingestWhole(request.body as Readable, encoding, sender)
        const { status, body, retryAfterSeconds } = answerOf(ingested, request.id)
        if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds))
        return reply.code(status as 201).send(body)
      } finally {
        requests--
      }
    },
  )

  function ingestStream(payload: Readable, encoding: string | undefined, sender: Sender): Promise<Ingested> {
    const pieces = bodyPieces(payload, encoding, bodyLimits, bodyLimits.streamBodyMsMax)
    return ingest(ndjsonEvents(pieces, ingestDeps.limits.eventBytesMax, bodyLimits.bodyBytesMax), sender, ingestDeps)
  }

  async function ingestWhole(payload: Readable, encoding: string | undefined, sender: Sender): Promise<Ingested> {
    const pieces = bodyPieces(payload, encoding, bodyLimits, bodyLimits.bodyMsMax)
    const { bytes, release } = await wholeBody(pieces, bodyLimits, budget)
    try {
      if (bytes.length === 0) throw new AppError('invalid', 'The body is empty; send an event, an array, or NDJSON')
      return await ingest(jsonEvents(bytes, bodyLimits.bodyEventsMax), sender, ingestDeps)
    } finally {
      release()
    }
  }
}

/** 201 when everything was taken, 207 when some of it was, 422 when nothing was. */
export function statusOfReport(report: { accepted: number; duplicate: number; rejected: number }): number {
  if (report.rejected === 0) return 201
  return report.accepted + report.duplicate > 0 ? 207 : 422
}

function answerOf({ report, failure }: Ingested, requestId: string) {
  if (!failure) return { status: statusOfReport(report), body: report, retryAfterSeconds: undefined }
  const { status, body, retryAfterSeconds } = problemOf(failure, requestId)
  return { status, body: { ...report, error: failure.message, ...body }, retryAfterSeconds }
}

function isNdjson(contentType: string | undefined): boolean {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (ndjsonTypes.has(mediaType)) return true
  if (mediaType === 'application/json') return false
  throw new AppError(
    'unsupported_media_type',
    `${mediaType ? `Content-Type: ${mediaType} is not read here` : 'There is no Content-Type'}; send application/json (an event or an array) or application/x-ndjson (one event a line)`,
  )
}

/** Room is left for the colon and the index. */
function idempotencyKeyOf(header: string | undefined, idBytesMax: number): string | undefined {
  if (header === undefined) return undefined
  const keyBytesMax = idBytesMax - 12
  if (header === '' || Buffer.byteLength(header) > keyBytesMax) {
    throw new AppError('invalid', `Idempotency-Key: is empty or longer than ${keyBytesMax} bytes`)
  }
  return header
}

const description = `Every event is judged by itself. 201 means that all were taken, 207 some, 422 none; what is taken is
on disk and readable. An \`event_id\` (or an \`Idempotency-Key\`) makes it harmless to send again: an id that is stored already
is answered \`duplicate\`. What is rejected is kept, to be corrected and replayed. 429 and 503 say when to come back.`

const example = {
  timestamp: '2026-03-02T14:06:54.206Z',
  session_id: 'call-4711',
  source: 'tool-call',
  source_id: 'transfer',
  category: 'automation',
  type: 'phone-transfer',
  user_id: '+18042221111',
  description: 'Transfer to phone number +18042221111',
  attributes: { ok: true, duration_ms: 650 },
}

const documentedBody = {
  'application/json': { schema: Type.Union([EventInput, Type.Array(EventInput)]), example },
  'application/x-ndjson': {
    schema: Type.String({ description: 'One event a line.' }),
    example: JSON.stringify(example),
  },
}
