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
  const begun = await sessionEvents(eventReads, project, session_id, { countMax: firstPage }, left)
  // Only of a session that nobody knows, or that is longer than its timeline, is there more to be said than its events do.
  if (begun.length === 0) await sessionReads.facts(project, session_id, left)
  const events: StoredEvent[] = []
  let chars = 0
  let isWhole = false
  // Small pages first: events may be a megabyte each, and only what was read tells.
  for (let page = begun, countMax = firstPage; ; ) {
    events.push(...page)
    const pageChars = page.reduce((sum, { attributes }) => sum + (attributes?.length ?? 0), 0)
    chars += pageChars
    isWhole = page.length < countMax
    if (isWhole || events.length >= eventsMax || chars >= attributeCharsMax) break
    if (pageChars < attributeCharsMax / 64) countMax = Math.min(countMax * 4, eventsMax - events.length, 2500)
    page = await sessionEvents(eventReads, project, session_id, { after: events.at(-1)!, countMax }, left)
  }
  const timeline = timelineOf({ session_id, start: events[0]!.timestamp }, events)
  if (isWhole) return timeline
  const { event_count } = await sessionReads.facts(project, session_id, left)
  return events.length < event_count ? { ...timeline, events_truncated: true } : timeline
}
