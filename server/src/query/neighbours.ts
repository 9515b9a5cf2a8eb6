import type { Neighbourhood, Neighbours } from '@occur/client/protocol'
import { AppError } from '../event/errors.ts'
import type { StoredEvent } from '../event/event.ts'
import type { EventReads } from '../store/find-events.ts'
import type { NeighbourReads, Surroundings } from '../store/neighbours.ts'
import type { SessionReads } from '../store/session-reads.ts'
import { eventJson } from './event-json.ts'

export type { NeighbourReads }

export interface NeighboursRequest {
  before: number
  after: number
  within: Neighbourhood | undefined
}

interface Reads {
  eventReads: EventReads
  sessionReads: SessionReads
  neighbourReads: NeighbourReads
}

/** The JSON text of `Neighbours`: text, because attributes are answered exactly as they came. Throws `not_found`. */
export async function neighboursJson(
  { eventReads, sessionReads, neighbourReads }: Reads,
  project: string,
  event_id: string,
  { before, after, within }: NeighboursRequest,
  left?: AbortSignal,
): Promise<string> {
  const event = await eventReads.get(project, event_id, left)
  const surroundings = await surroundingsOf(event, within, (session_id) =>
    sessionReads.facts(project, session_id, left),
  )
  // One more than asked for tells whether there is more.
  const beside = (side: 'before' | 'after', count: number) =>
    neighbourReads.beside(project, event, surroundings, { side, countMax: count + 1 }, left)
  const [earlier, later] = await Promise.all([beside('before', before), beside('after', after)])
  const json = (events: readonly StoredEvent[]) => `[${events.map((one) => eventJson(one)).join(',')}]`
  const rest: Omit<Neighbours, 'before' | 'event' | 'after'> = {
    ...surroundings,
    has_more_before: earlier.length > before,
    has_more_after: later.length > after,
  }
  return `{"before":${json(earlier.slice(0, before).reverse())},"event":${eventJson(event)},"after":${json(later.slice(0, after))},${JSON.stringify(rest).slice(1)}`
}

/** What was asked for, or the narrowest that the event names. Refuses what the event does not name. */
async function surroundingsOf(
  { session_id, conversation_id, user_id }: StoredEvent,
  within: Neighbourhood | undefined,
  factsOf: (session_id: string) => Promise<{ conversation_id: string | null }>,
): Promise<Surroundings> {
  if (within === 'project') return { within, id: null }
  if ((within ?? 'session') === 'session' && session_id !== null) return { within: 'session', id: session_id }
  if ((within ?? 'conversation') === 'conversation') {
    const id = conversation_id ?? (session_id === null ? null : (await factsOf(session_id)).conversation_id)
    if (id !== null) return { within: 'conversation', id }
  }
  if ((within ?? 'user') === 'user' && user_id !== null) return { within: 'user', id: user_id }
  if (within === undefined) return { within: 'project', id: null }
  throw new AppError('invalid', `This event names no ${within}; leave "within" out, or say "project"`)
}
