import type { Engine } from '../engine/engine.ts'
import type { SessionKey } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import type { FoundJourneySession, LastEvent } from '../event/journey.ts'
import type { FoundConversation, SessionFacts } from '../event/session.ts'
import type { FoundUser } from '../event/user.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import { Bound } from './filter-sql.ts'
import { readConversations } from './list-conversations.ts'
import { getUser } from './list-users.ts'
import { longStatement, quote } from './quote.ts'
import { type SelectedSession, sessionFacts, sessionFactsColumns, sessionFactsSql } from './session-facts.ts'

/** Which sessions of a journey: so many after a place, in order of when they began, ties by id. */
export interface JourneyWindow {
  direction: 'asc' | 'desc'
  countMax: number
  after?: SessionKey
}

/** Sessions that have something in common, in order of time. Aborting `left` ends the question in the engine. */
export interface JourneyReads {
  /** All sessions of which an event carries this user's id. Throws `not_found`. */
  ofUser(
    project: string,
    user_id: string,
    window: JourneyWindow,
    left?: AbortSignal,
  ): Promise<{ user: FoundUser; sessions: FoundJourneySession[] }>
  /** All sessions of which an event names this conversation. Throws `not_found`. */
  ofConversation(
    project: string,
    conversation_id: string,
    window: JourneyWindow,
    left?: AbortSignal,
  ): Promise<{ conversation: FoundConversation; sessions: FoundJourneySession[] }>
}

export function journeyReads(engine: Engine): JourneyReads {
  return {
    ofUser: async (project, user_id, window, left) => {
      const [user, sessions] = await Promise.all([
        getUser(engine, project, user_id, left),
        journey(engine, project, { field: 'user_id', id: user_id }, window, left),
      ])
      return { user, sessions }
    },
    ofConversation: async (project, conversation_id, window, left) => {
      const [[conversation], sessions] = await Promise.all([
        readConversations(engine, project, [conversation_id], left),
        journey(engine, project, { field: 'conversation_id', id: conversation_id }, window, left),
      ])
      if (!conversation) {
        throw new AppError('not_found', `No conversation ${conversation_id}: no event in this project names it`)
      }
      return { conversation, sessions }
    },
  }
}

/** The sessions with an event that has this id in this field. */
async function journey(
  engine: Engine,
  project: string,
  { field, id }: { field: 'user_id' | 'conversation_id'; id: string },
  { direction, countMax, after }: JourneyWindow,
  left?: AbortSignal,
): Promise<FoundJourneySession[]> {
  const bound = new Bound()
  const ofProject = `project = ${bound.text(project)}`
  // A user may have a tenth of all events, so they are grouped as users are counted, which a projection can answer. A
  // conversation has few, which its index finds.
  const grouped = field === 'user_id' ? 'GROUP BY user_id, session_id' : ''
  const theirs = `SELECT session_id FROM event
    WHERE ${ofProject} AND ${field} = ${bound.text(id)} AND session_id IS NOT NULL ${grouped}`
  const place = after && `(${bound.instant(after.first_timestamp)}, ${bound.text(after.session_id)})`
  const rows = await engine.rows<SelectedSession & { ended_before_ns: string | null }>(
    `SELECT ${sessionFactsColumns}, toUnixTimestamp64Nano(ended_before) AS ended_before_ns
    FROM (
      SELECT *, max(toNullable(last_timestamp)) OVER (
        ORDER BY first_timestamp, session_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS ended_before
      FROM (${sessionFactsSql(`${ofProject} AND session_id IN (${theirs})`)})
    )
    WHERE ${place ? `(first_timestamp, session_id) ${direction === 'asc' ? '>' : '<'} ${place}` : 'true'}
    ORDER BY first_timestamp ${direction}, session_id ${direction} LIMIT ${countMax}`,
    { params: bound.params, ...(left && { left }) },
  )
  const sessions = rows.map(sessionFacts)
  const [described, lastEvents] = await Promise.all([
    describeSessions(engine, project, sessions, left),
    readLastEvents(engine, project, sessions, left),
  ])
  return sessions.flatMap((session, at) => {
    const last_event = lastEvents.get(session.session_id)
    const endedBeforeNs = rows[at]?.ended_before_ns ?? null
    const gapNs = endedBeforeNs === null ? null : session.first_timestamp - BigInt(endedBeforeNs)
    // Without a last event it was deleted meanwhile.
    return last_event
      ? [{ ...session, ...(described.get(session.session_id) ?? undescribed()), last_event, gapNs }]
      : []
  })
}

/** What happened last in each, by session id; of several at that instant the one with the last event id. */
async function readLastEvents(
  engine: Engine,
  project: string,
  sessions: readonly SessionFacts[],
  left?: AbortSignal,
): Promise<Map<string, LastEvent>> {
  if (sessions.length === 0) return new Map()
  const instants = sessions.map(({ last_timestamp }) => `fromUnixTimestamp64Nano(${last_timestamp}::Int64)`)
  const ids = sessions.map(({ session_id }) => quote(session_id))
  const rows = await engine.rows<LastEvent & { session_id: string }>(
    `SELECT session_id, event_id, source, source_id, category, type, description FROM event
    WHERE project = {project:String} AND timestamp IN (${instants.join(', ')}) AND session_id IN (${ids.join(', ')})
    ORDER BY timestamp DESC, event_id DESC LIMIT 1 BY session_id`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  return new Map(rows.map(({ session_id, ...last }) => [session_id, last]))
}
