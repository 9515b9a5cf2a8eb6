import type { Page } from '@occur/client'
import { csvLine } from '../event/csv-line.ts'
import { prefixed } from '../event/spreadsheet.ts'
import { exactMember, exactText } from './exact-json.ts'
import { CommandFailure } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { count, counted } from './terminal/figures.ts'
import { paintFor } from './terminal/paint.ts'
import { type Column, tableText } from './terminal/table.ts'

export interface PrintFlags {
  json?: boolean
  csv?: boolean
  raw?: boolean
}

/** Prints the pages of a list as they come: a table, the items as NDJSON, or CSV of these fields. */
export async function printPages<Item extends object>(
  pages: AsyncIterable<Page<Item>>,
  flags: PrintFlags,
  { columns, csvFields, noun }: { columns: Column<Item>[]; csvFields: readonly string[]; noun: string },
  around: Surroundings,
): Promise<void> {
  const { out, err, env, stopped } = around
  if (flags.raw && !flags.csv) throw new CommandFailure('--raw is about CSV: give --csv too')
  const paint = paintFor(out, env)
  if (flags.csv) await out.write(csvLine(csvFields))
  let items = 0
  let last: Page<Item> | undefined
  for await (const page of pages) {
    stopped.throwIfAborted()
    items += page.items.length
    if (flags.json) await out.write(page.items.map((item) => `${exactText(item)}\n`).join(''))
    else if (flags.csv)
      await out.write(page.items.map((item) => csvLine(csvCells(item, csvFields, flags.raw === true))).join(''))
    else if (page.items.length > 0) await out.write(tableText(columns, page.items, out, paint, { hasHeader: !last }))
    last = page
  }
  // For whoever looks on; scripts read the output alone.
  if (last && !flags.json && !flags.csv) await err.write(paintFor(err, env).dim(`${footer(items, last, noun)}\n`))
}

/** Text as it is, or safe for spreadsheets; anything else as its JSON; no value is an empty cell. */
function csvCells(item: object, fields: readonly string[], isRaw: boolean): string[] {
  return fields.map((field) => {
    const value = (item as Record<string, unknown>)[field]
    if (value === null || value === undefined) return ''
    if (typeof value === 'string') return isRaw ? value : prefixed(value)
    return exactMember(item, field) ?? ''
  })
}

function footer(items: number, { total_count, next_cursor }: Page<object>, noun: string): string {
  const all = total_count === null ? counted(items, noun) : `${count(items)} of ${counted(total_count, noun)}`
  if (items === 0) return total_count ? `${all}: nothing on this page` : `No ${noun}s`
  return next_cursor ? `${all}. Next: --cursor ${next_cursor}` : all
}
