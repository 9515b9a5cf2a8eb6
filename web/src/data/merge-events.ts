import type { KnownEvent } from './events.ts'
import { compareTimestamps } from './time.ts'

/** Adds events to ordered ones, each once, in the order in which they occurred; ties stay in the order of arrival. */
export function merged(ordered: readonly KnownEvent[], added: readonly KnownEvent[]): readonly KnownEvent[] {
  const known = new Set(ordered.map(({ event_id }) => event_id))
  const fresh = added.filter(({ event_id }) => !known.has(event_id) && known.add(event_id))
  if (fresh.length === 0) return ordered
  fresh.sort((a, b) => compareTimestamps(a.timestamp, b.timestamp))
  // Nearly always all of it is newer than all there is: only what may be later than the first of it is compared.
  const firstNew = fresh[0] as KnownEvent
  let keptCount = ordered.length
  while (keptCount > 0 && compareTimestamps((ordered[keptCount - 1] as KnownEvent).timestamp, firstNew.timestamp) > 0) {
    keptCount -= 1
  }
  return [...ordered.slice(0, keptCount), ...woven(ordered.slice(keptCount), fresh)]
}

/** Two ordered lists as one; of the same time, what was there before comes first. */
function woven(before: readonly KnownEvent[], fresh: readonly KnownEvent[]): KnownEvent[] {
  const events: KnownEvent[] = []
  let next = 0
  for (const event of before) {
    while (next < fresh.length && compareTimestamps((fresh[next] as KnownEvent).timestamp, event.timestamp) < 0) {
      events.push(fresh[next] as KnownEvent)
      next += 1
    }
    events.push(event)
  }
  return [...events, ...fresh.slice(next)]
}
