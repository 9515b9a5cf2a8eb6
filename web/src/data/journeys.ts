import type { ConversationJourney, JourneySession, UserJourney } from '@occur/client/protocol'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { request } from './api.ts'
import type { JourneySearch } from './list-search.ts'

/** The way of a user through sessions. */
export function userJourneyQuery(userId: string, order: JourneySearch['order']) {
  return journeyQuery<UserJourney>(`/api/v1/users/${encodeURIComponent(userId)}/journey`, order)
}

/** A conversation, and the sessions that it went through. */
export function conversationJourneyQuery(conversationId: string, order: JourneySearch['order']) {
  return journeyQuery<ConversationJourney>(`/api/v1/conversations/${encodeURIComponent(conversationId)}`, order)
}

const pageSize = 50

function journeyQuery<Answer extends { sessions: JourneySession[]; next_cursor: string | null }>(
  path: string,
  order: JourneySearch['order'],
) {
  return infiniteQueryOptions({
    queryKey: ['journey', path, order ?? 'desc'],
    queryFn: ({ signal, pageParam }) =>
      request<Answer>(path, {
        query: { order_by_direction: order ?? 'desc', limit: pageSize, cursor: pageParam, include: ['outline'] },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === path ? keepPreviousData(before) : undefined),
  })
}
