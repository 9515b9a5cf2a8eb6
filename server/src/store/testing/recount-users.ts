import { isTransfer, type NewEvent } from '../../event/event.ts'
import type { FoundUser } from '../../event/user.ts'

/** What users are, said a second time and plainly: by looking at every event. */
export function recountUsers(events: readonly NewEvent[]): FoundUser[] {
  return [...Map.groupBy(events, ({ user_id }) => user_id)].flatMap(([user_id, own]) => {
    if (user_id === null) return []
    const instants = own.map(({ timestamp }) => timestamp).toSorted((a, b) => (a < b ? -1 : 1))
    return [
      {
        user_id,
        first_timestamp: instants[0]!,
        last_timestamp: instants.at(-1)!,
        session_count: different(own.map(({ session_id }) => session_id)),
        conversation_count: different(own.map(({ conversation_id }) => conversation_id)),
        event_count: own.length,
        tool_call_count: own.filter(({ source }) => source === 'tool-call').length,
        transfer_count: own.filter(({ type }) => isTransfer(type)).length,
        error_count: own.filter(({ failed }) => failed).length,
      },
    ]
  })
}

function different(ids: readonly (string | null)[]): number {
  return new Set(ids.filter((id) => id !== null)).size
}
