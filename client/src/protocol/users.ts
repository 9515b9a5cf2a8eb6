import type { ListQuery } from './lists.ts'

/** A user, derived from the events that carry the id. What is counted are those events, and what they name. */
export interface User {
  user_id: string
  /** When the first of the events occurred. */
  first_timestamp: string
  /** When the last of them occurred. */
  last_timestamp: string
  /** How many sessions the events name. */
  session_count: number
  /** How many conversations the events name. */
  conversation_count: number
  event_count: number
  tool_call_count: number
  /**
   * Events whose type is exactly `phone-transfer`, `human-transfer` or `agent-handoff`. What `ask/transfers` takes for a
   * transfer is more: also `call-transfer`, `transfer_started` and the like.
   */
  transfer_count: number
  /** Events whose attributes say that something failed (`ok` false, or a non-empty `error`). */
  error_count: number
}

/** What else to answer of each user. */
export const userIncludes = ['channels'] as const
export type UserInclude = (typeof userIncludes)[number]

/** A user of a list. */
export interface ListedUser extends User {
  /** When `include` named it: the channels of their newest three sessions, as events say from five minutes before they
   * were first seen in it to when they were last, in alphabetical order. */
  channels?: string[]
}

/** `GET /api/v1/users/`. With the `channels` of each a page has at most 100 users. */
export interface UserListQuery extends ListQuery {
  include?: UserInclude[]
}
