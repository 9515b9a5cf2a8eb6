import { prefixMark, unprefixed } from '../../event/spreadsheet.ts'
import type { CsvRow } from './csv-rows.ts'
import { type Column, columnsOf, eventText } from './event-columns.ts'
import type { SourceRecord } from './source-record.ts'

/**
 * Makes events of rows. The header names fields; the column `attributes` holds JSON; `attributes.NAME` is one attribute,
 * a string. An empty cell is no value. The text of an event has its fields in one order, whatever that of the columns.
 * By its mark a CSV is known that `occur export` wrote for a spreadsheet, and the `'` in front of cells is taken away.
 */
export async function* csvEvents(rows: AsyncIterable<CsvRow>): AsyncGenerator<SourceRecord[]> {
  let columns: Column[] | undefined
  let isPrefixed = false
  for await (const { cells, line } of rows) {
    if (!columns) {
      const header = cells.map((cell) => cell ?? '')
      columns = columnsOf(header)
      isPrefixed = header.includes(prefixMark)
    } else if (cells.length !== columns.length) {
      const problem = `has ${cells.length} cells, but the header has ${columns.length}`
      yield [{ text: Buffer.from(JSON.stringify(cells)), line, problem }]
    } else {
      const values = isPrefixed ? cells.map((cell) => cell && unprefixed(cell)) : cells
      yield [{ text: Buffer.from(eventText(columns, values)), line }]
    }
  }
}
