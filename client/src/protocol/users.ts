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
  /** Events of type `phone-transfer`, `human-transfer` or `agent-handoff`. */
  transfer_count: number
  /** Events whose attributes say that something failed (`ok` false, or a non-empty `error`). */
  error_count: number
}
