import type { Timeline } from '@occur/client/protocol'
import type { StoredEvent } from '../event/event.ts'
import type { EventReads } from '../store/find-events.ts'
import type { SessionReads } from '../store/session-reads.ts'
import { sessionEvents } from './session-events.ts'
import { timelineOf } from './timeline.ts'

/** A timeline is answered in one piece, so there is a largest one. All the events of a session are there in pages. */
const eventsMax = 10_000
const attributeCharsMax = 64 * 1024 ** 2

/** Throws `not_found`. */
export async function sessionTimeline(
  { sessionReads, eventReads }: { sessionReads: SessionReads; eventReads: EventReads },
  project: string,
  session_id: string,
  left?: AbortSignal,
): Promise<Timeline> {
  const session = await sessionReads.facts(project, session_id, left)
  const events: StoredEvent[] = []
  let chars = 0
  let hasMore = true
  // Small pages first: events may be a megabyte each, and only what was read tells.
  for (let countMax = 100; hasMore && events.length < eventsMax && chars < attributeCharsMax; ) {
    const last = events.at(-1)
    const page = await sessionEvents(eventReads, project, session, { ...(last && { after: last }), countMax }, left)
    events.push(...page)
    const pageChars = page.reduce((sum, { attributes }) => sum + (attributes?.length ?? 0), 0)
    chars += pageChars
    hasMore = page.length === countMax
    if (pageChars < attributeCharsMax / 64) countMax = Math.min(countMax * 4, eventsMax - events.length, 2500)
  }
  const timeline = timelineOf({ session_id, start: session.first_timestamp }, events)
  return events.length < session.event_count ? { ...timeline, events_truncated: true } : timeline
}
