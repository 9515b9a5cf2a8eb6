import type * as protocol from '@occur/client/protocol'
import { eventFields } from '@occur/client/protocol'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerFields, eventJson } from '../../query/event-json.ts'
import type { EventReads } from '../../query/event-page.ts'
import { eventPage } from '../../query/event-page.ts'
import { departureOf } from '../departure.ts'
import { eventFilterOf } from '../event-filter.ts'
import { parseListQuery } from '../list-query.ts'
import { invalidQuery } from '../problems.ts'
import type { Effort } from '../question-places.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { ListedEvent, StoredEvent } from '../schemas/events.ts'
import { EventListQuery, Page } from '../schemas/lists.ts'

export interface ListEventsDeps {
  eventReads: EventReads
  pageSizeMax: number
}

/** `GET /api/v1/events/` and one event by its id. */
export function addListEvents(app: App, { eventReads, pageSizeMax }: ListEventsDeps): void {
  const names = { orderFields: eventFields, fields: answerFields, pageSizeMax }

  app.get(
    '/api/v1/events/',
    {
      config: { scope: 'read', effort: effortOf },
      schema: {
        tags: ['Events'],
        summary: 'List events',
        description,
        querystring: EventListQuery,
        response: answers(200, Page(ListedEvent)),
      },
    },
    async ({ access, query, views }, reply) => {
      const request = parseListQuery(query, names)
      if (query.cursor !== undefined && query.page) throw invalidQuery('page', 'Give either a page or a cursor')
      if (query.cursor !== undefined && request.orderBy !== 'timestamp') {
        throw invalidQuery('cursor', 'A cursor goes on in order of timestamp only; leave order_by out')
      }
      const json = await eventPage(
        eventReads,
        access.project,
        {
          ...request,
          filter: eventFilterOf(request, views),
          order: { by: request.orderBy, direction: request.direction },
          cursor: query.cursor,
        },
        departureOf(reply),
      )
      return reply
        .type(jsonType)
        .serializer(asIs)
        .send(json as never)
    },
  )

  app.get(
    '/api/v1/events/:event_id',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Events'],
        summary: 'Get an event',
        params: Type.Object({ event_id: Type.String() }),
        response: answers(200, StoredEvent),
      },
    },
    async ({ access, params }, reply) => {
      const event = await eventReads.get(access.project, params.event_id, departureOf(reply))
      return reply
        .type(jsonType)
        .serializer(asIs)
        .send(eventJson(event) as never)
    },
  )
}

/** The newest events, and those after a cursor, are read in the order in which they are stored. */
function effortOf({ query }: FastifyRequest): Effort {
  const { q, search_fields, order_by = 'timestamp', page = 0 } = query as protocol.EventListQuery
  return !q && !search_fields && order_by === 'timestamp' && page === 0 ? 'small' : 'list'
}

const jsonType = 'application/json; charset=utf-8'
/** The handlers above answer text already: see `eventJson`. */
const asIs = (json: unknown) => json as string

const description = `Newest first unless \`order_by\` says otherwise, ties by id. A value matches exactly, but for
\`description\` (anywhere in it, in upper or lower case) and \`attributes\` (\`path=value\`, or a JSON object that must be
contained). The same field repeated means any of them; different fields mean all of them. \`fields\` may also name \`event_id\`,
\`received_at\` and \`cursor\`. Page by number, or with \`cursor\` from \`next_cursor\`, which stays in place while events arrive.`
