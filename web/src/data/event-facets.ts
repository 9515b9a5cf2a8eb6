import type { Facets } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'
import { queryOf, type Search } from './search.ts'

const limit = 100

/**
 * What the events that pass are: the most frequent values of the four fields that say it, and what is inside their
 * attributes. Counting that takes the server a while, so all who want to know it of the same search share one answer.
 */
export function eventFacetsQuery({ q, range, from, to, tz }: Search) {
  const asked = { q: q || undefined, range, from, to, tz }
  return queryOptions({
    queryKey: ['facets', asked],
    queryFn: ({ signal }) =>
      request<Facets>('/api/v1/facets', { query: { ...queryOf(asked, Date.now()), limit }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}
