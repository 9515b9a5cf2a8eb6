import type { NewEvent } from '../../event/event.ts'
import type { FoundJourneySession } from '../../event/journey.ts'
import { recountSessions } from './recount-sessions.ts'

/** The sessions with an event of this field and id, from the first to the last, said a second time and plainly. */
export function recountJourney(
  events: readonly NewEvent[],
  field: 'user_id' | 'conversation_id',
  id: string,
): FoundJourneySession[] {
  const theirs = new Set(events.filter((event) => event[field] === id).map(({ session_id }) => session_id))
  const sessions = recountSessions(events)
    .filter(({ session_id }) => theirs.has(session_id))
    .toSorted((a, b) => compare([a.first_timestamp, a.session_id], [b.first_timestamp, b.session_id]))
  return sessions.map((session, at) => {
    const own = events.filter(({ session_id }) => session_id === session.session_id)
    const last = own.toSorted((a, b) => compare([b.timestamp, b.event_id], [a.timestamp, a.event_id]))[0]!
    const { event_id, source, source_id, category, type, description } = last
    const ends = sessions.slice(0, at).map(({ last_timestamp }) => last_timestamp)
    const ended = ends.reduce<bigint | null>((latest, end) => (latest === null || end > latest ? end : latest), null)
    return {
      ...session,
      last_event: { event_id, source, source_id, category, type, description },
      gapNs: ended === null ? null : session.first_timestamp - ended,
    }
  })
}

function compare(a: [bigint, string], b: [bigint, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
}
