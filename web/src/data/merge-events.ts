import type { KnownEvent } from './events.ts'
import { compareTimestamps } from './time.ts'

/** Adds events to ordered ones, each once, in the order in which they occurred; ties stay in the order of arrival. */
export function merged(ordered: readonly KnownEvent[], added: readonly KnownEvent[]): readonly KnownEvent[] {
  const known = new Set(ordered.map(({ event_id }) => event_id))
  const fresh = added.filter(({ event_id }) => !known.has(event_id) && known.add(event_id))
  if (fresh.length === 0) return ordered
  return [...ordered, ...fresh].sort((a, b) => compareTimestamps(a.timestamp, b.timestamp))
}
