import type { ListedConversation, ListedSession, ListedUser, Page } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Query, request } from './api.ts'
import type { PagedSearch } from './list-search.ts'
import { queryOf } from './search.ts'

export const listPageSize = 50

/** Sessions, each with what its mini timeline is drawn from. */
export function sessionsQuery(search: PagedSearch) {
  return pagedQueries<ListedSession>('sessions', search, { include: ['outline'] })
}

/** Conversations, each with its last session, which tells how it came out. */
export function conversationsQuery(search: PagedSearch) {
  return pagedQueries<ListedConversation>('conversations', search, { include: ['last_session'] })
}

/** Users, each with the channels of their newest sessions. */
export function usersQuery(search: PagedSearch) {
  return pagedQueries<ListedUser>('users', search, { include: ['channels'] })
}

/** How a page of a list is asked for, which ids are on it by now, and how many there are on all pages, which may take longer. */
export type PagedQueries<Item> = ReturnType<typeof pagedQueries<Item>>
export type PageQuery<Item> = PagedQueries<Item>['page']

const ids = { sessions: 'session_id', conversations: 'conversation_id', users: 'user_id' }

function pagedQueries<Item>(what: keyof typeof ids, search: PagedSearch, more: Query = {}) {
  const { q, range, from, to, tz, page, sort, order } = search
  const asked = { q, range, from, to, tz, page, sort, order }
  const ask = (more: Query, signal: AbortSignal) =>
    request<Page<Item>>(`/api/v1/${what}/`, {
      query: {
        ...queryOf(search, Date.now()),
        limit: listPageSize,
        total: false,
        page: page ?? 0,
        order_by: sort,
        order_by_direction: order ?? 'desc',
        ...more,
      },
      signal,
    })
  const pageQuery = queryOptions({
    queryKey: [what, asked],
    queryFn: ({ signal }) => ask(more, signal),
    placeholderData: keepPreviousData,
    // What is read does not move because somebody has looked away: what is newer is offered.
    refetchOnWindowFocus: false,
  })
  const idsQuery = queryOptions({
    queryKey: [what, asked, 'ids'],
    queryFn: ({ signal }) => ask({ fields: [ids[what]] }, signal),
  })
  const totalQuery = queryOptions({
    queryKey: [what, 'total', { q, range, from, to, tz }],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(search, Date.now()), limit: 0 }
      return (await request<Page<never>>(`/api/v1/${what}/`, { query, signal })).total_count
    },
    refetchOnWindowFocus: false,
  })
  return { page: pageQuery, ids: idsQuery, total: totalQuery }
}
