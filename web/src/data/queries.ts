import type { Page, Session, WhoAmI } from '@occur/client/protocol'
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, request } from './api.ts'
import type { KnownEvent } from './events.ts'
import { queryOf, type Search } from './search.ts'

const comeBackMs = 5_000

/** A server that was away is found again without anybody pressing anything. */
export function whileAway({ state: { error } }: { state: { error: unknown } }): number | false {
  return error instanceof ApiError && error.isPassing && comeBackMs
}

/** One for the whole page. A refusal is an answer and not asked for again; a passing fault is. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => error instanceof ApiError && error.isPassing && failures < 2,
        retryDelay: (failures) => 400 * 2 ** failures,
        refetchInterval: whileAway,
      },
    },
  })
  // Whoever is signed out in the middle of something is asked to sign in, whichever request noticed.
  client.getQueryCache().subscribe(({ type, query }) => {
    const error = type === 'updated' ? query.state.error : null
    if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'whoami') {
      void client.invalidateQueries({ queryKey: ['whoami'] })
    }
  })
  return client
}

export const whoAmIQuery = queryOptions({
  queryKey: ['whoami'],
  queryFn: ({ signal }) => request<WhoAmI>('/api/v1/whoami', { signal }),
  staleTime: 60_000,
})

/** How many events there are in all, whichever page is looked at. */
export function eventCountQuery(search: Search) {
  const { q, range, from, to, tz } = search
  return queryOptions({
    queryKey: ['events', 'count', { q, range, from, to, tz }],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(search, Date.now()), limit: 0 }
      return (await request<Page<never>>('/api/v1/events/', { query, signal })).total_count
    },
    placeholderData: keepPreviousData,
  })
}

export function eventQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId],
    queryFn: ({ signal }) => request<KnownEvent>(`/api/v1/events/${encodeURIComponent(eventId)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function sessionQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['session', sessionId],
    queryFn: ({ signal }) => request<Session>(`/api/v1/sessions/${encodeURIComponent(sessionId)}`, { signal }),
  })
}
