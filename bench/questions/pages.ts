import type { Page, SessionEvents, StoredEvent, Timeline } from '@occur/client/protocol'
import { type OccurRequest, type Places, type Question, quoted, type Row } from './question.ts'

const limit = 25
const columns = `event_id, timestamp, session_id, conversation_id, source, source_id, category, type, user_id, description,
  attributes, received_at`
const newestFirst = `ORDER BY timestamp DESC, event_id DESC LIMIT ${limit}`

/** Pages of events, as whoever turns them over asks for them: without how many there are in all. */
export function pages({ sessionId, eventId, userId, deep }: Places): Question[] {
  const deepKey = `(timestamp, event_id) < (${quoted(deep.timestamp)}, ${quoted(deep.eventId)})`
  return [
    page('newest page', 25, {}, 'true'),
    {
      ...page('a page deep in, by cursor', 25, { cursor: deep.cursor }, 'true'),
      sql: [`SELECT ${columns} FROM event WHERE project = 'default' AND ${deepKey} ${newestFirst}`],
    },
    page('a filtered page', 25, { q: 'type:human-transfer' }, `type = 'human-transfer'`),
    {
      name: `one session's events`,
      msMax: 15,
      occur: { path: `/api/v1/sessions/${sessionId}/events`, query: { limit: 1000 } },
      sql: [
        `SELECT ${columns} FROM event WHERE project = 'default' AND session_id = ${quoted(sessionId)} ORDER BY timestamp`,
      ],
      said: ({ items }: SessionEvents) => items.map(({ event_id }) => event_id),
      read: firstFields,
    },
    {
      name: `one session's timeline`,
      msMax: 15,
      occur: { path: `/api/v1/sessions/timeline/${sessionId}` },
      sql: [
        `SELECT ${columns} FROM event WHERE project = 'default' AND session_id = ${quoted(sessionId)} ORDER BY timestamp`,
      ],
      said: ({ events }: Timeline) => events.map(({ event_id }) => event_id),
      read: firstFields,
    },
    {
      name: 'one event by id',
      msMax: 15,
      occur: { path: `/api/v1/events/${eventId}` },
      sql: [`SELECT ${columns} FROM event WHERE project = 'default' AND event_id = ${quoted(eventId)}`],
      said: ({ event_id, session_id }: StoredEvent) => [event_id, session_id],
      read: (rows) => [rows[0]![0], rows[0]![2]],
    },
    page('newest events of one user', 25, { q: `user_id:"${userId}"` }, `user_id = ${quoted(userId)}`),
  ]
}

/** A page of the events that pass, newest first. */
export function page(name: string, msMax: number, query: NonNullable<OccurRequest['query']>, where: string): Question {
  return {
    name,
    msMax,
    occur: { path: '/api/v1/events/', query: { limit, total: 'false', ...query } },
    sql: [`SELECT ${columns} FROM event WHERE project = 'default' AND ${where} ${newestFirst}`],
    // Without `fields` events come without their ids; sessions and times tell them apart as well.
    said: ({ items }: Page<StoredEvent>) =>
      items.map(({ timestamp, session_id, type }) => [Date.parse(timestamp), session_id, type]),
    read: (rows) => rows.map((row) => [Date.parse(row[1]!), row[2], row[7]]),
  }
}

function firstFields(rows: Row[]): (string | null)[] {
  return rows.map(([first]) => first!)
}
