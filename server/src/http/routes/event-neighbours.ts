import { Type } from 'typebox'
import type { EventReads } from '../../query/event-page.ts'
import { type NeighbourReads, neighboursJson } from '../../query/neighbours.ts'
import type { SessionReads } from '../../query/session-answers.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Neighbours, NeighboursQuery, neighbourCountDefault } from '../schemas/neighbours.ts'

export interface EventNeighboursDeps {
  eventReads: EventReads
  sessionReads: SessionReads
  neighbourReads: NeighbourReads
  pageSizeMax: number
}

/** `GET /api/v1/events/{event_id}/neighbours` */
export function addEventNeighbours(app: App, deps: EventNeighboursDeps): void {
  const countOf = (asked: number | undefined) => Math.min(asked ?? neighbourCountDefault, deps.pageSizeMax)

  app.get(
    '/api/v1/events/:event_id/neighbours',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Events'],
        summary: 'Get what happened just before and after an event',
        description: `The events of its session, in order of time, ties by event id; of its conversation when it names no session,
of its user when it names neither, else of the project. \`within\` says which instead.`,
        params: Type.Object({ event_id: Type.String() }),
        querystring: NeighboursQuery,
        response: answers(200, Neighbours),
      },
    },
    async ({ access, params, query }, reply) => {
      const request = { before: countOf(query.before), after: countOf(query.after), within: query.within }
      const json = await neighboursJson(deps, access.project, params.event_id, request, departureOf(reply))
      return reply
        .type('application/json; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(json as never)
    },
  )
}
