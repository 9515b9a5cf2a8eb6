import type { Timeline } from '@occur/client/protocol'
import type { StoredEvent } from '../event/event.ts'
import type { EventReads } from '../store/find-events.ts'
import type { SessionReads } from '../store/session-reads.ts'
import { sessionEvents } from './session-events.ts'
import { timelineOf } from './timeline.ts'

/** A timeline is answered in one piece, so there is a largest one. All the events of a session are there in pages. */
const eventsMax = 10_000
const attributeCharsMax = 64 * 1024 ** 2
const firstPage = 100

/** Throws `not_found`. */
export async function sessionTimeline(
  { sessionReads, eventReads }: { sessionReads: SessionReads; eventReads: EventReads },
  project: string,
  session_id: string,
  left?: AbortSignal,
): Promise<Timeline> {
  const [session, begun] = await Promise.all([
    sessionReads.facts(project, session_id, left),
    sessionEvents(eventReads, project, session_id, { countMax: firstPage }, left),
  ])
  const events: StoredEvent[] = []
  let chars = 0
  // Small pages first: events may be a megabyte each, and only what was read tells.
  for (let page = begun, countMax = firstPage; ; ) {
    events.push(...page)
    const pageChars = page.reduce((sum, { attributes }) => sum + (attributes?.length ?? 0), 0)
    chars += pageChars
    if (page.length < countMax || events.length >= eventsMax || chars >= attributeCharsMax) break
    if (pageChars < attributeCharsMax / 64) countMax = Math.min(countMax * 4, eventsMax - events.length, 2500)
    page = await sessionEvents(eventReads, project, session_id, { after: events.at(-1)!, countMax }, left)
  }
  const timeline = timelineOf({ session_id, start: session.first_timestamp }, events)
  return events.length < session.event_count ? { ...timeline, events_truncated: true } : timeline
}
