import { eventFields } from '@occur/client/protocol'
import type { BenchEvent } from '../invented/session.ts'

/** What PostgreSQL keeps events in, without an index. */
export const createEventTable = `CREATE TABLE event (
  project text NOT NULL DEFAULT 'default',
  event_id text NOT NULL,
  timestamp timestamptz NOT NULL,
  session_id text,
  conversation_id text,
  source text,
  source_id text,
  category text,
  type text,
  user_id text,
  description text,
  attributes jsonb,
  received_at timestamptz NOT NULL DEFAULT now()
)`

/** Against duplicates; what it finds is not stored again. */
export const addPrimaryKey = 'ALTER TABLE event ADD PRIMARY KEY (project, event_id)'

/** What a sender says of an event. */
export const eventColumns = ['event_id', ...eventFields] as const

/** One statement that stores all of these. Of the ways to write it (VALUES, arrays, JSON) this is the fastest one that was found. */
export function insertSql(events: readonly BenchEvent[]): string {
  const json = JSON.stringify(events)
  if (json.includes('$rows$')) throw new Error('an event ends the quoting')
  const columns = eventColumns.join(', ')
  return (
    `INSERT INTO event (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::event, $rows$${json}$rows$) ` +
    'ON CONFLICT DO NOTHING'
  )
}
