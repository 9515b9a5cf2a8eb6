import { addPrimaryKey, createEventTable, eventColumns } from '../contenders/event-table.ts'
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

/** All texts of an event as one document: what `by_word` indexes is what questions must ask for. */
export const documentSql = `(to_tsvector('simple', coalesce(description, '')) || jsonb_to_tsvector('simple', attributes, '["string"]'))`

/** An index for everything that the questions look for. Built after the rows are there, which is many times faster. */
const indexes = [
  addPrimaryKey,
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

const rowsPerWrite = 1000

/** Creates the table, copies all events into it, and builds the indexes. */
export async function fillPostgres(postgres: Postgres, events: SixtyDays, say: (what: string) => void): Promise<void> {
  await postgres.tell('DROP TABLE IF EXISTS event')
  await postgres.tell(createEventTable)
  say('copying the rows')
  await postgres.copyIn(`COPY event (${eventColumns.join(', ')}) FROM STDIN`, copyLines(events))
  for (const sql of indexes) {
    say(sql)
    await postgres.tell(sql)
  }
}

/** PostgreSQL's text format: tabs between fields, and a backslash before what would mean something. */
function* copyLines(events: SixtyDays): Generator<string> {
  let lines = ''
  let count = 0
  for (const event of sixtyDays(events)) {
    const fields = { ...event, attributes: JSON.stringify(event.attributes) }
    lines += `${eventColumns.map((column) => copied(fields[column])).join('\t')}\n`
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
