import type { PageKey } from '../event/cursor.ts'
import type { StoredEvent } from '../event/event.ts'
import type { EventReads } from '../store/find-events.ts'

/** The events of a session in order, after a key, ties by id. */
export function sessionEvents(
  reads: EventReads,
  project: string,
  session_id: string,
  window: { after?: PageKey; countMax: number },
  left?: AbortSignal,
): Promise<StoredEvent[]> {
  const filter = { conditions: [{ field: 'session_id' as const, anyOf: [session_id] }] }
  return reads.find(project, filter, { by: 'timestamp', direction: 'asc' }, window, left)
}
