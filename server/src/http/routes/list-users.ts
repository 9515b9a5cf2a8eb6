import { userFieldSet } from '@occur/client/filter'
import { userFactKinds, userFields } from '../../event/user.ts'
import { projected } from '../../query/session-answers.ts'
import { type UserReads, userAnswer } from '../../query/user-answers.ts'
import { departureOf } from '../departure.ts'
import { pageOf, parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Page } from '../schemas/lists.ts'
import { ListedUser, User, UserListQuery, UserParams } from '../schemas/users.ts'
import { sessionFilterOf } from '../session-filter.ts'

export interface ListUsersDeps {
  userReads: UserReads
  pageSizeMax: number
}

/** Of so many users at once it is found out which channels they use. */
const describedMax = 100

/** `GET /api/v1/users/` and one user by its id. */
export function addListUsers(app: App, { userReads, pageSizeMax }: ListUsersDeps): void {
  const names = { orderFields: userFields, fields: userFields, pageSizeMax }

  app.get(
    '/api/v1/users/',
    {
      config: { scope: 'read', effort: 'list' },
      schema: {
        tags: ['Users'],
        summary: 'List users',
        description,
        querystring: UserListQuery,
        response: answers(200, Page(ListedUser)),
      },
    },
    async ({ access, query, views }, reply) => {
      const left = departureOf(reply)
      const hasChannels = query.include?.includes('channels')
      const request = parseListQuery(
        query,
        hasChannels ? { ...names, pageSizeMax: Math.min(pageSizeMax, describedMax) } : names,
      )
      const { items, count } = await userReads.list(
        access.project,
        { ...request, filter: sessionFilterOf(request, userFactKinds, userFieldSet, views) },
        left,
      )
      const userIds = items.map(({ user_id }) => user_id)
      const channels = hasChannels && (await userReads.channels(access.project, userIds, left))
      return pageOf(
        items.map((user) => ({
          ...projected(userAnswer(user), request.fields, userFields),
          ...(channels && { channels: channels.get(user.user_id) ?? [] }),
        })),
        request,
        count,
      )
    },
  )

  app.get(
    '/api/v1/users/:user_id',
    {
      config: { scope: 'read', effort: 'list' },
      schema: { tags: ['Users'], summary: 'Get a user', params: UserParams, response: answers(200, User) },
    },
    async ({ access, params }, reply) =>
      userAnswer(await userReads.get(access.project, params.user_id, departureOf(reply))),
  )
}

const description = `Everybody whose \`user_id\` an event carries; what is counted are those events, and the sessions and conversations
that they name. Those that were last seen last come first unless \`order_by\` says otherwise, ties by id. The range is that of when
they were last seen. Searching finds users who have an event like that, or a session: see the list of sessions.`
