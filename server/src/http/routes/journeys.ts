import type { JourneyQuery as Query } from '@occur/client/protocol'
import { Type } from 'typebox'
import { conversationJourney, type JourneyDeps, type JourneyRequest, userJourney } from '../../query/journey.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { ConversationJourney, JourneyQuery, journeyCountDefault, UserJourney } from '../schemas/journeys.ts'
import { UserParams } from '../schemas/users.ts'

export interface JourneysDeps extends JourneyDeps {
  pageSizeMax: number
}

/** `GET /api/v1/users/{user_id}/journey` and `/api/v1/conversations/{conversation_id}` */
export function addJourneys(app: App, { pageSizeMax, ...reads }: JourneysDeps): void {
  const requestOf = ({ order_by_direction, limit, cursor, include }: Query): JourneyRequest => ({
    direction: order_by_direction ?? 'asc',
    limit: Math.min(limit ?? journeyCountDefault, pageSizeMax),
    cursor,
    isOutlined: include?.includes('outline') ?? false,
  })

  app.get(
    '/api/v1/users/:user_id/journey',
    {
      config: { scope: 'read', effort: 'list' },
      schema: {
        tags: ['Users'],
        summary: 'Get the journey of a user',
        description: `The sessions of which an event carries this id, over all conversations and channels, in order of when they began,
ties by id. Each is described and counted as a whole, with what happened last in it and how long nothing had happened before.`,
        params: UserParams,
        querystring: JourneyQuery,
        response: answers(200, UserJourney),
      },
    },
    ({ access, params, query }, reply) =>
      userJourney(reads, access.project, params.user_id, requestOf(query), departureOf(reply)),
  )

  app.get(
    '/api/v1/conversations/:conversation_id',
    {
      config: { scope: 'read', effort: 'list' },
      schema: {
        tags: ['Sessions'],
        summary: 'Get a conversation and its sessions',
        description: `The conversation as the list has it, and the sessions of which an event names it, in order of when they began, as in the
journey of a user.`,
        params: Type.Object({ conversation_id: Type.String() }),
        querystring: JourneyQuery,
        response: answers(200, ConversationJourney),
      },
    },
    ({ access, params, query }, reply) =>
      conversationJourney(reads, access.project, params.conversation_id, requestOf(query), departureOf(reply)),
  )
}
