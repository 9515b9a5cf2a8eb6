import type { About, Page } from '@occur/client/protocol'
import { queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => request<About>('/api/v1/about', { signal }),
})

export type Counted = 'events' | 'sessions' | 'users' | 'conversations' | 'rejected'

const paths: Record<Counted, string> = {
  events: '/api/v1/events/',
  sessions: '/api/v1/sessions/',
  users: '/api/v1/users/',
  conversations: '/api/v1/conversations/',
  rejected: '/api/v1/events/rejected/',
}

/** How many there are in all. */
export function countQuery(what: Counted) {
  return queryOptions({
    queryKey: ['count', what],
    queryFn: async ({ signal }) =>
      (await request<Page<never>>(paths[what], { query: { limit: 0 }, signal })).total_count ?? 0,
  })
}
