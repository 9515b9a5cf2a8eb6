import { sessionFieldSet } from '@occur/client/filter'
import { sessionFactKinds, sessionFields } from '../../event/session-fields.ts'
import { projected, type SessionReads, sessionAnswer } from '../../query/session-answers.ts'
import { outlinedMax, sessionOutlines } from '../../query/session-outlines.ts'
import { departureOf } from '../departure.ts'
import { pageOf, parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Page } from '../schemas/lists.ts'
import { ListedSession, SessionListQuery } from '../schemas/sessions.ts'
import { sessionFilterOf } from '../session-filter.ts'

export interface ListSessionsDeps {
  sessionReads: SessionReads
  pageSizeMax: number
}

/** `GET /api/v1/sessions/` */
export function addListSessions(app: App, { sessionReads, pageSizeMax }: ListSessionsDeps): void {
  const names = { orderFields: sessionFields, fields: sessionFields, pageSizeMax }

  app.get(
    '/api/v1/sessions/',
    {
      config: { scope: 'read', effort: 'list' },
      schema: {
        tags: ['Sessions'],
        summary: 'List sessions',
        description,
        querystring: SessionListQuery,
        response: answers(200, Page(ListedSession)),
      },
    },
    async ({ access, query, views }, reply) => {
      const left = departureOf(reply)
      const isOutlined = query.include?.includes('outline')
      const request = parseListQuery(
        query,
        isOutlined ? { ...names, pageSizeMax: Math.min(pageSizeMax, outlinedMax) } : names,
      )
      const { items, count } = await sessionReads.list(
        access.project,
        { ...request, filter: sessionFilterOf(request, sessionFactKinds, sessionFieldSet, views) },
        left,
      )
      const outlines = isOutlined && (await sessionOutlines(sessionReads, access.project, items, left))
      return pageOf(
        items.map((session) => ({
          ...projected(sessionAnswer(session), request.fields, sessionFields),
          ...(outlines && { outline: outlines.get(session.session_id)! }),
        })),
        request,
        count,
      )
    },
  )
}

const description = `Sessions are derived from their events: the counts and times from all of them; agent, prompt, channel and
the like from the attributes of the event that opens the session, else of any other. Those that started last come first
unless \`order_by\` says otherwise, ties by id. The range is that of a session's start. A search field is any field of a
session, or one of \`type\`, \`category\`, \`source_id\`, \`description\`, \`attributes\`, \`user_id\`, \`conversation_id\`: sessions that contain such an
event, as the list of events matches it. The same field repeated means any of the values; different fields mean all of them.
\`include=outline\` also answers when what happened in each session, in little room.`
