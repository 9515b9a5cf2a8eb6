import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { quote } from './quote.ts'
import { type TableColumn, type TableFormat, writeTable } from './write-table.ts'

/** A table that is at hand: of its columns the names and what they hold, instants as nanoseconds since 1970. */
export interface RowTable {
  columns: readonly { name: string; holds: 'text' | 'instant' | 'number' | 'flag' }[]
  rows: readonly (readonly (string | number | boolean | bigint | null)[])[]
}

const engineTypes = {
  text: 'Nullable(String)',
  instant: 'Nullable(Int64)',
  number: 'Nullable(Float64)',
  flag: 'Nullable(Bool)',
} as const

/** Has the engine write it, so that every export is written in one way. */
export function exportRows(
  engine: Engine,
  { columns, rows }: RowTable,
  format: TableFormat,
  asker: Asker,
): AsyncGenerator<Uint8Array> {
  const structure = columns.map(({ holds }, at) => `c${at} ${engineTypes[holds]}`).join(', ')
  const lines = rows.map((row) => `[${row.map(json).join(',')}]\n`).join('')
  // Of a text without rows, the engine does not make out the columns.
  const from =
    rows.length === 0 ? `null(${quote(structure)})` : `format(JSONCompactEachRow, ${quote(structure)}, ${quote(lines)})`
  const written = columns.map(({ name, holds }, at): TableColumn => {
    const sql = holds === 'instant' ? `toTimeZone(fromUnixTimestamp64Nano(c${at}), 'UTC')` : `c${at}`
    return { name, sql, holds }
  })
  return writeTable(engine, written, from, format, {
    ...asker,
    settings: { max_query_size: from.length * 4 + 1_000_000 },
  })
}

function json(value: RowTable['rows'][number][number]): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
