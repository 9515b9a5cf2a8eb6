import { Type } from 'typebox'
import { decodePageKey, encodePageKey } from '../../event/cursor.ts'
import { eventJson } from '../../query/event-json.ts'
import type { EventReads } from '../../query/event-page.ts'
import type { SessionReads } from '../../query/session-answers.ts'
import { sessionEvents } from '../../query/session-events.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { SessionEvents, SessionParams } from '../schemas/sessions.ts'

export interface SessionEventsDeps {
  sessionReads: SessionReads
  eventReads: EventReads
  pageSizeMax: number
}

const countDefault = 100

const Query = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, default: countDefault, description: 'Most events to answer.' })),
    cursor: Type.Optional(Type.String({ description: 'From `next_cursor`: what comes next.' })),
  },
  { additionalProperties: false },
)

/** `GET /api/v1/sessions/{session_id}/events` */
export function addSessionEvents(app: App, { sessionReads, eventReads, pageSizeMax }: SessionEventsDeps): void {
  app.get(
    '/api/v1/sessions/:session_id/events',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Sessions'],
        summary: 'List the events of a session',
        description: 'In full and in order of time, ties by id. `next_cursor` is null at the end.',
        params: SessionParams,
        querystring: Query,
        response: answers(200, SessionEvents),
      },
    },
    async ({ access, params, query }, reply) => {
      const left = departureOf(reply)
      const limit = Math.min(query.limit ?? countDefault, pageSizeMax)
      const after = query.cursor === undefined ? {} : { after: decodePageKey(query.cursor) }
      // One more than asked for tells whether there is more.
      const window = { ...after, countMax: limit + 1 }
      const events = await sessionEvents(eventReads, access.project, params.session_id, window, left)
      // After the last event is nothing; but of a session that nobody knows there is nothing either.
      if (events.length === 0) await sessionReads.facts(access.project, params.session_id, left)
      const items = events.slice(0, limit)
      const last = items.at(-1)
      const nextCursor = last && events.length > limit ? encodePageKey(last) : null
      const json = `{"items":[${items.map((event) => eventJson(event)).join(',')}],"next_cursor":${JSON.stringify(nextCursor)}}`
      return reply
        .type('application/json; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(json as never)
    },
  )
}
