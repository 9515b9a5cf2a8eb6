import type { StoredEvent } from './events.ts'

export const neighbourhoods = ['session', 'conversation', 'user', 'project'] as const
export type Neighbourhood = (typeof neighbourhoods)[number]

/** Of `GET /api/v1/events/{event_id}/neighbours`. */
export interface NeighboursQuery {
  /** How many events before it; default 10. */
  before?: number
  /** How many events after it; default 10. */
  after?: number
  /** Among which events. Without: the narrowest that the event names. */
  within?: Neighbourhood
}

/** What happened just before and after an event, all of it in order of time, ties by event id. */
export interface Neighbours {
  within: Neighbourhood
  /** Of the session, conversation or user; null for the project. */
  id: string | null
  before: StoredEvent[]
  event: StoredEvent
  after: StoredEvent[]
  /** Whether there is more before and after that. */
  has_more_before: boolean
  has_more_after: boolean
}
