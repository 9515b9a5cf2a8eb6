import type { PageKey } from '../event/cursor.ts'
import type { StoredEvent } from '../event/event.ts'
import type { SessionFacts } from '../event/session.ts'
import type { EventReads } from '../store/find-events.ts'

/** The events of a session in order, after a key, ties by id. Only the time in which the session happened is read. */
export function sessionEvents(
  reads: EventReads,
  project: string,
  { session_id, first_timestamp, last_timestamp }: SessionFacts,
  window: { after?: PageKey; countMax: number },
  left?: AbortSignal,
): Promise<StoredEvent[]> {
  const filter = {
    from: first_timestamp,
    to: last_timestamp + 1n,
    conditions: [{ field: 'session_id' as const, anyOf: [session_id] }],
  }
  return reads.find(project, filter, { by: 'timestamp', direction: 'asc' }, window, left)
}
