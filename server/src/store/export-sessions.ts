import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { type Descriptor, descriptors, isFlag } from '../event/session-descriptors.ts'
import type { SessionFact, SessionField } from '../event/session-fields.ts'
import { durationSql } from './counted-parts.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import { matchingSessionsSql } from './list-sessions.ts'
import { quote } from './quote.ts'
import type { SessionFilter } from './session-search-sql.ts'
import { type TableColumn, type TableFormat, writeTable } from './write-table.ts'

export interface SessionExport extends TableFormat {
  filter: SessionFilter<SessionFact>
  /** In this order. */
  fields: readonly SessionField[]
  direction: 'asc' | 'desc'
}

/** Every session that passes, in order of its start, ties by id. */
export function exportSessions(
  engine: Engine,
  project: string,
  { filter, fields, direction, ...format }: SessionExport,
  asker: Asker,
): AsyncGenerator<Uint8Array> {
  const { matching, search } = matchingSessionsSql(project, filter)
  const order = direction.toUpperCase()
  const wanted = descriptors.filter((descriptor) => fields.includes(descriptor))
  const rows = `(${wanted.length === 0 ? matching : describedSql(matching, search.project, wanted)})
    ORDER BY first_timestamp ${order}, session_id ${order}`
  const options = { ...asker, params: search.bound.params, settings: spilling }
  return writeTable(engine, fields.map(columnOf), rows, format, options)
}

/** The facts, with a map of what the events say of each session. */
function describedSql(matching: string, inProject: string, wanted: readonly Descriptor[]): string {
  const events = `${inProject} AND session_id IN (SELECT session_id FROM (${matching}))`
  return `SELECT session.*, described.said AS said
    FROM (${matching}) AS session
    LEFT JOIN (
      SELECT session_id, CAST(groupArray((descriptor, value)), 'Map(String, String)') AS said
      FROM (${describeSessionsSql(wanted, events)}) GROUP BY session_id
    ) AS described ON session.session_id = described.session_id`
}

/** There may be more sessions than fit into memory. Several steps hold some at once, so each goes to the disk earlier than usual. */
const spilling = {
  max_bytes_before_external_group_by: 128 * 1024 ** 2,
  max_bytes_before_external_sort: 128 * 1024 ** 2,
  join_algorithm: 'full_sorting_merge',
}

function columnOf(field: SessionField): TableColumn {
  switch (field) {
    case 'timestamp':
      return { name: field, sql: 'first_timestamp', holds: 'instant' }
    case 'last_timestamp':
      return { name: field, sql: field, holds: 'instant' }
    case 'duration':
      // 64 bits without sign hold every span between 1900 and 2261, and become the same double as in JavaScript.
      return { name: field, sql: `toFloat64(toUInt64(${durationSql})) / 1e9`, holds: 'number' }
    case 'session_id':
    case 'conversation_id':
    case 'user_id':
      return { name: field, sql: field, holds: 'text' }
    default:
      return descriptors.some((descriptor) => descriptor === field)
        ? descriptorColumn(field as Descriptor)
        : { name: field, sql: field, holds: 'number' }
  }
}

function descriptorColumn(descriptor: Descriptor): TableColumn {
  const text = `nullIf(said[${quote(descriptor)}], '')`
  return isFlag(descriptor)
    ? { name: descriptor, sql: `CAST(${text} = 'true', 'Nullable(Bool)')`, holds: 'flag' }
    : { name: descriptor, sql: text, holds: 'text' }
}
