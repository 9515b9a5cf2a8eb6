import type { Postgres } from '../contenders/postgres.ts'
import { type SixtyDays, sixtyDays } from '../invented/sixty-days.ts'

/** What somebody gives it who knows it: room for what is read most, sorts in memory, and disks that need no needle to move. */
export const postgresSettings = {
  shared_buffers: '4GB',
  effective_cache_size: '12GB',
  work_mem: '128MB',
  maintenance_work_mem: '1GB',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '2',
  max_wal_size: '8GB',
}

const createTable = `CREATE TABLE event (
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

/** All texts of an event as one document: what `by_word` indexes is what questions must ask for. */
export const documentSql = `(to_tsvector('simple', coalesce(description, '')) || jsonb_to_tsvector('simple', attributes, '["string"]'))`

/** An index for everything that the questions look for. Built after the rows are there, which is many times faster. */
const indexes = [
  'ALTER TABLE event ADD PRIMARY KEY (project, event_id)',
  'CREATE INDEX by_time ON event (project, timestamp DESC, event_id DESC)',
  'CREATE INDEX by_session ON event (project, session_id, timestamp)',
  'CREATE INDEX by_conversation ON event (project, conversation_id, timestamp)',
  'CREATE INDEX by_user ON event (project, user_id, timestamp DESC)',
  'CREATE INDEX by_source ON event (project, source, source_id, timestamp DESC)',
  'CREATE INDEX by_type ON event (project, type, timestamp DESC, event_id DESC)',
  'CREATE INDEX by_category ON event (project, category, timestamp DESC)',
  'CREATE INDEX by_attribute ON event USING gin (attributes jsonb_path_ops)',
  `CREATE INDEX by_word ON event USING gin (${documentSql})`,
  // So that what the indexes know alone need not be looked up in the table, and the planner knows what is there.
  'VACUUM (ANALYZE) event',
]

const columns = [
  'event_id',
  'timestamp',
  'session_id',
  'conversation_id',
  'source',
  'source_id',
  'category',
  'type',
  'user_id',
  'description',
] as const

const rowsPerWrite = 1000

/** Creates the table, copies all events into it, and builds the indexes. */
export async function fillPostgres(postgres: Postgres, events: SixtyDays, say: (what: string) => void): Promise<void> {
  await postgres.tell('DROP TABLE IF EXISTS event')
  await postgres.tell(createTable)
  say('PostgreSQL: copying the rows')
  await postgres.copyIn(`COPY event (${columns.join(', ')}, attributes) FROM STDIN`, copyLines(events))
  for (const sql of indexes) {
    say(`PostgreSQL: ${sql}`)
    await postgres.tell(sql)
  }
}

/** PostgreSQL's text format: tabs between fields, and a backslash before what would mean something. */
function* copyLines(events: SixtyDays): Generator<string> {
  let lines = ''
  let count = 0
  for (const event of sixtyDays(events)) {
    for (const column of columns) lines += `${copied(event[column])}\t`
    lines += `${copied(JSON.stringify(event.attributes))}\n`
    if (++count % rowsPerWrite > 0) continue
    yield lines
    lines = ''
  }
  yield lines
}

function copied(value: string | null | undefined): string {
  if (value == null) return '\\N'
  return /[\\\t\n\r]/.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (found) => escapes[found]!) : value
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
