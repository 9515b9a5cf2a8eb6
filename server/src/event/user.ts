import { type EventCounts, eventCountKinds } from './event-counts.ts'
import type { FactKind } from './session-fields.ts'
import type { TimestampNs } from './timestamp.ts'

/** What is counted of a user: the events that carry the id, and the sessions and conversations that these name. */
export interface FoundUser extends EventCounts {
  user_id: string
  first_timestamp: TimestampNs
  last_timestamp: TimestampNs
  session_count: number
  conversation_count: number
}

/** What is counted of a user, under its wire name. */
export const userFactKinds = {
  first_timestamp: 'instant',
  last_timestamp: 'instant',
  session_count: 'count',
  conversation_count: 'count',
  ...eventCountKinds,
} as const satisfies Record<string, FactKind>

export type UserFact = keyof typeof userFactKinds

export type UserField = UserFact | 'user_id'

/** All that a user is answered with, and can be sorted by; the first is what a list is sorted by when nothing is said. */
export const userFields: readonly [UserField, ...UserField[]] = [
  'last_timestamp',
  'user_id',
  ...(Object.keys(userFactKinds) as UserFact[]).filter((fact) => fact !== 'last_timestamp'),
]
