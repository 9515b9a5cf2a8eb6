import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type * as protocol from '@occur/client/protocol'
import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import type { RejectedEvent as Rejected } from '../../event/rejected.ts'
import { formatTimestamp } from '../../event/timestamp.ts'
import type { IngestDeps } from '../../ingest/ingest.ts'
import { replay } from '../../ingest/replay.ts'
import { pageOf, parseListQuery } from '../list-query.ts'
import { BodyBudget, type BodyLimits, bodyPieces, wholeBody } from '../request-body.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { EventInput, IngestReport, RejectedEvent } from '../schemas/events.ts'
import { Page, RejectedListQuery } from '../schemas/lists.ts'
import { statusOfReport } from './send-events.ts'

export interface RejectedEventsDeps {
  ingestDeps: IngestDeps
  bodyLimits: BodyLimits
  pageSizeMax: number
}

const Params = Type.Object({ rejected_id: Type.String() })

/** What was refused: to be read, corrected, and sent again. */
export function addRejectedEvents(app: App, { ingestDeps, bodyLimits, pageSizeMax }: RejectedEventsDeps): void {
  const { rejected } = ingestDeps
  const budget = new BodyBudget(4 * bodyLimits.bodyBytesMax)
  const names = { orderFields: ['timestamp'] as const, fields: ['timestamp'] as const, pageSizeMax }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.get(
    '/api/v1/events/rejected/',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Rejected events'],
        summary: 'List rejected events, newest first',
        querystring: RejectedListQuery,
        response: answers(200, Page(RejectedEvent)),
      },
    },
    async ({ access, query: { replayed, ...query } }) => {
      const request = parseListQuery(query, names)
      const { items, count } = await rejected.list(access.project, {
        offset: request.offset,
        countMax: request.limit,
        ...(replayed !== undefined && { isReplayed: replayed }),
      })
      return pageOf(items.map(answered), request, count)
    },
  )

  app.get(
    '/api/v1/events/rejected/:rejected_id',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Rejected events'],
        summary: 'Get a rejected event',
        params: Params,
        response: answers(200, RejectedEvent),
      },
    },
    async ({ access, params }) => answered(await rejected.get(access.project, params.rejected_id)),
  )

  app.post(
    '/api/v1/events/rejected/:rejected_id/replay',
    {
      config: {
        scope: 'ingest',
        readsBodyItself: true,
        documentedBody: { 'application/json': { schema: EventInput } },
      },
      schema: {
        tags: ['Rejected events'],
        summary: 'Send a rejected event again',
        description: 'As it was, or corrected: then the body is the event. 409 when it was replayed already.',
        params: Params,
        response: { ...answers(201, IngestReport), 422: IngestReport },
      },
    },
    async (request, reply) => {
      const corrected = await readCorrected(request.body as Readable | undefined, request.headers)
      const { report } = await replay(request.access.project, request.params.rejected_id, corrected, ingestDeps)
      return reply.code(statusOfReport(report) as 201).send(report)
    },
  )

  async function readCorrected(body: Readable | undefined, headers: IncomingHttpHeaders): Promise<Buffer | null> {
    if (!body) return null
    const pieces = bodyPieces(body, headers['content-encoding'], bodyLimits, bodyLimits.bodyMsMax)
    const { bytes, release } = await wholeBody(pieces, bodyLimits, budget)
    release()
    if (bytes.length === 0) return null
    if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
      throw new AppError('unsupported_media_type', 'A corrected event is sent with Content-Type: application/json')
    }
    return bytes
  }
}

function answered(event: Rejected): protocol.RejectedEvent {
  return {
    ...event,
    received_at: formatTimestamp(event.received_at),
    replayed_at: event.replayed_at === null ? null : formatTimestamp(event.replayed_at),
  }
}
