import type { ExportFormat } from '@occur/client/protocol'
import { csvLine } from '../event/csv-line.ts'
import { prefixedCodes, spreadsheetPrefix } from '../event/spreadsheet.ts'
import { identifier, quote } from './quote.ts'

/** A column of a table that is handed out: its name there, the SQL of its value, and what that is. */
export interface TableColumn {
  name: string
  sql: string
  /** All but instants may be null. `json` is a text that stands for itself in JSON; `nothing` is an empty cell of CSV. */
  holds: 'text' | 'json' | 'instant' | 'number' | 'flag' | 'nothing'
}

export interface TableFormat {
  format: ExportFormat
  /** CSV without the `'` that protects spreadsheets: see `event/spreadsheet.ts`. */
  isRaw: boolean
}

/** How the engine is asked for a table: what to select, in which of its formats, and what stands before the first row. */
export interface TableSql {
  select: string
  engineFormat: string
  header: string
}

/**
 * Lines are put together by ourselves: no format of the engine has JSON inside of JSON exactly as it came, or tells an
 * empty text from none in CSV.
 */
export function tableSql(columns: readonly TableColumn[], { format, isRaw }: TableFormat): TableSql {
  switch (format) {
    case 'ndjson': {
      const members = columns.map((column) => `${quote(`${JSON.stringify(column.name)}:`)}, ${jsonSql(column)}`)
      return { select: lineSql('{', members, '}\n'), engineFormat: 'RawBLOB', header: '' }
    }
    case 'csv': {
      const cells = columns.map((column) => cellSql(column, isRaw))
      const header = csvLine(columns.map(({ name }) => name))
      return { select: lineSql('', cells, '\r\n'), engineFormat: 'RawBLOB', header }
    }
    default: {
      const select = columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ')
      return { select, engineFormat: format === 'parquet' ? 'Parquet' : 'Arrow', header: '' }
    }
  }
}

/** For all formats; numbers of 64 bits and slashes as `JSON.stringify` has them. */
export const tableSettings = {
  output_format_json_escape_forward_slashes: 0,
  output_format_json_quote_64bit_integers: 0,
  output_format_parquet_compression_method: 'zstd',
  output_format_arrow_compression_method: 'zstd',
  // A group of rows is held in memory until it is written.
  output_format_parquet_row_group_size: 50_000,
  output_format_parquet_row_group_size_bytes: 32 * 1024 ** 2,
}

function lineSql(begin: string, parts: readonly string[], end: string): string {
  return `concat(${quote(begin)}, ${parts.join(`, ',', `)}, ${quote(end)})`
}

function jsonSql({ sql, holds }: TableColumn): string {
  if (holds === 'instant') return `concat('"', ${instantSql(sql)}, '"')`
  return `ifNull(${holds === 'json' ? sql : `toJSONString(${sql})`}, 'null')`
}

/** RFC 4180; no value is an empty cell, and an empty text is a pair of quotes. */
function cellSql({ sql, holds }: TableColumn, isRaw: boolean): string {
  switch (holds) {
    case 'nothing':
      return `''`
    case 'instant':
      return instantSql(sql)
    case 'number':
    case 'flag':
      return `ifNull(toString(${sql}), '')`
    default: {
      const isPrefixed = `ascii(assumeNotNull(${sql})) IN (${prefixedCodes.join(', ')})`
      const cell =
        isRaw || holds === 'json' ? sql : `if(${isPrefixed}, concat(${quote(spreadsheetPrefix)}, ${sql}), ${sql})`
      const text = `assumeNotNull(${cell})`
      return `multiIf(${sql} IS NULL, '', ${text} = '' OR match(${text}, '[",\\r\\n]'), concat('"', replaceAll(${text}, '"', '""'), '"'), ${text})`
    }
  }
}

/** As `formatTimestamp` has it: none, three, six or nine fraction digits. */
function instantSql(sql: string): string {
  const cut = (length: number) => `substring(toString(${sql}), 1, ${length})`
  const shortest = `multiIf(endsWith(toString(${sql}), '000000000'), ${cut(19)}, endsWith(toString(${sql}), '000000'), ${cut(23)},
    endsWith(toString(${sql}), '000'), ${cut(26)}, toString(${sql}))`
  return `concat(replaceOne(${shortest}, ' ', 'T'), 'Z')`
}
