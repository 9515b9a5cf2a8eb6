import type { Page, SimilarSessions, UserJourney } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { addressOf, request } from './api.ts'

const pathOf = (sessionId: string) => `/api/v1/sessions/${encodeURIComponent(sessionId)}`
const pageSize = 1000

/** Which events of a session pass a filter: their ids. */
export function sessionMatchesQuery(sessionId: string, q: string | undefined) {
  return queryOptions({
    queryKey: ['session', sessionId, 'matches', q],
    enabled: q !== undefined,
    queryFn: async ({ signal }) => {
      const ids = new Set<string>()
      let cursor: string | undefined
      do {
        const page: Page<{ event_id: string }> = await request('/api/v1/events/', {
          query: { ...ofSession(sessionId), q, fields: ['event_id'], limit: pageSize, cursor, total: false },
          signal,
        })
        for (const { event_id } of page.items) ids.add(event_id)
        cursor = page.next_cursor ?? undefined
      } while (cursor !== undefined)
      return ids as ReadonlySet<string>
    },
    placeholderData: keepPreviousData,
  })
}

const similarCount = 12

export function similarSessionsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['session', sessionId, 'similar'],
    queryFn: ({ signal }) =>
      request<SimilarSessions>(`${pathOf(sessionId)}/similar`, { query: { limit: similarCount }, signal }),
    staleTime: 60_000,
  })
}

const otherSessionsCount = 50

/** The newest sessions of a person. */
export function userSessionsQuery(userId: string) {
  return queryOptions({
    queryKey: ['users', userId, 'journey', 'newest', otherSessionsCount],
    queryFn: ({ signal }) =>
      request<UserJourney>(`/api/v1/users/${encodeURIComponent(userId)}/journey`, {
        query: { order_by_direction: 'desc', limit: otherSessionsCount },
        signal,
      }),
  })
}

export const exportFormatNames = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet', arrow: 'Arrow' } as const

/** Where the events of a session can be had as a file. */
export function sessionExportAddress(sessionId: string, format: keyof typeof exportFormatNames): string {
  return addressOf('/api/v1/events/export', { ...ofSession(sessionId), format })
}

function ofSession(sessionId: string) {
  return { search_fields: ['session_id'], search_field_values: [sessionId] }
}
