import type { Neighbourhood, Neighbours } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'
import type { KnownEvent } from './events.ts'

/** Neighbours with their attributes exact. */
type KnownNeighbours = Omit<Neighbours, 'before' | 'event' | 'after'> & {
  before: KnownEvent[]
  event: KnownEvent
  after: KnownEvent[]
}

const sideCount = 5

/** What happened just before and after an event. */
export function neighboursQuery(eventId: string, within: Neighbourhood) {
  return queryOptions({
    queryKey: ['neighbours', eventId, within],
    queryFn: ({ signal }) =>
      request<KnownNeighbours>(`/api/v1/events/${encodeURIComponent(eventId)}/neighbours`, {
        query: { within, before: sideCount, after: sideCount },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
}
