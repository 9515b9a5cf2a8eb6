import type { ExportedEventField } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { EventFilter } from '../event/filter.ts'
import { prefixMark } from '../event/spreadsheet.ts'
import { filterSql } from './filter-sql.ts'
import { type TableColumn, type TableFormat, writeTable } from './write-table.ts'

export interface EventExport extends TableFormat {
  filter: EventFilter
  /** In this order. */
  fields: readonly ExportedEventField[]
  direction: 'asc' | 'desc'
}

/**
 * Every event that passes and was stored before the export began, in order of time, ties by id: the order of the table,
 * so that nothing has to be sorted and memory does not grow with what is exported.
 */
export function exportEvents(
  engine: Engine,
  project: string,
  { filter, fields, direction, ...format }: EventExport,
  asker: Asker,
): AsyncGenerator<Uint8Array> {
  const { sql, params } = filterSql(project, filter)
  const order = direction.toUpperCase()
  const columns = fields.map(columnOf)
  // Not the last one: where the cells of a last column are empty, some spreadsheets leave their commas out.
  if (format.format === 'csv' && !format.isRaw) columns.splice(-1, 0, markColumn)
  const rows = `event WHERE ${sql} ORDER BY timestamp ${order}, event_id ${order}`
  return writeTable(engine, columns, rows, format, { ...asker, params, settings: smallBlocks })
}

/** Every part of the table is read at the same time, and lines are made of what has been read: less of it at once is faster, too. */
const smallBlocks = { max_block_size: 2048 }

const markColumn: TableColumn = { name: prefixMark, sql: `''`, holds: 'nothing' }

function columnOf(field: ExportedEventField): TableColumn {
  if (field === 'timestamp' || field === 'received_at') return { name: field, sql: field, holds: 'instant' }
  return { name: field, sql: field, holds: field === 'attributes' ? 'json' : 'text' }
}
