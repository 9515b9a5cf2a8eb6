import type { Engine, StatementOptions } from '../engine/engine.ts'
import { type TableColumn, type TableFormat, tableSettings, tableSql } from './table-sql.ts'

export type { TableColumn, TableFormat }

/**
 * The bytes of a table in one of the formats, as the engine makes them: `rows` is all that stands behind FROM. It may
 * take as long as its reader does; he holds the engine back, and ends its work when he leaves. The first bytes come once
 * the engine has begun to answer, so that a refusal is thrown before any.
 */
export async function* writeTable(
  engine: Engine,
  columns: readonly TableColumn[],
  rows: string,
  format: TableFormat,
  options: StatementOptions,
): AsyncGenerator<Uint8Array> {
  const { select, engineFormat, header } = tableSql(columns, format)
  const settings = { ...tableSettings, max_execution_time: 0, ...options.settings }
  const bytes = engine.bytes(`SELECT ${select} FROM ${rows}`, engineFormat, { ...options, settings })
  let isBegun = header === ''
  for await (const chunk of bytes) {
    if (!isBegun) yield Buffer.from(header)
    isBegun = true
    yield chunk
  }
  if (!isBegun) yield Buffer.from(header)
}
