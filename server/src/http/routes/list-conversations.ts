import { conversationFieldSet } from '@occur/client/filter'
import { conversationFactKinds, conversationFields, conversationOrderFields } from '../../event/session-fields.ts'
import { lastSessionAnswers } from '../../query/last-sessions.ts'
import { conversationAnswer, projected } from '../../query/session-answers.ts'
import { outlinedMax } from '../../query/session-outlines.ts'
import { departureOf } from '../departure.ts'
import { pageOf, parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Page } from '../schemas/lists.ts'
import { ConversationListQuery, ListedConversation } from '../schemas/sessions.ts'
import { sessionFilterOf } from '../session-filter.ts'
import type { ListSessionsDeps } from './list-sessions.ts'

/** `GET /api/v1/conversations/` */
export function addListConversations(app: App, { sessionReads, pageSizeMax }: ListSessionsDeps): void {
  const names = { orderFields: conversationOrderFields, fields: conversationFields, pageSizeMax }

  app.get(
    '/api/v1/conversations/',
    {
      config: { scope: 'read', effort: 'list' },
      schema: {
        tags: ['Sessions'],
        summary: 'List conversations',
        description,
        querystring: ConversationListQuery,
        response: answers(200, Page(ListedConversation)),
      },
    },
    async ({ access, query, views }, reply) => {
      const left = departureOf(reply)
      const hasLast = query.include?.includes('last_session')
      const request = parseListQuery(
        query,
        hasLast ? { ...names, pageSizeMax: Math.min(pageSizeMax, outlinedMax) } : names,
      )
      const { items, count } = await sessionReads.listConversations(
        access.project,
        { ...request, filter: sessionFilterOf(request, conversationFactKinds, conversationFieldSet, views) },
        left,
      )
      const ids = items.map(({ conversation_id }) => conversation_id)
      const last = hasLast && (await lastSessionAnswers(sessionReads, access.project, ids, left))
      return pageOf(
        items.map((one) => ({
          ...projected(conversationAnswer(one), request.fields, conversationFields),
          ...(last && { last_session: last.get(one.conversation_id) ?? null }),
        })),
        request,
        count,
      )
    },
  )
}

const description = `A conversation has the events that name it, and of its sessions those that name none. It is described by its
earliest session that is. Those that started last come first unless \`order_by\` says otherwise, ties by id. The range is that of
a conversation's start. Searching finds conversations that contain an event or a session like that: see the list of sessions.
\`include=last_session\` also answers the session in which each was last named, with its outline: how it came out.`
