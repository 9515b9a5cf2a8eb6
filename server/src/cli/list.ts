import { type Event, eventFields, serverFields } from '@occur/client'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { prefixMark } from '../event/spreadsheet.ts'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { exactMember } from './exact-json.ts'
import { itemsMax, type Place, pages } from './paged.ts'
import { type PrintFlags, printPages } from './print-pages.ts'
import { type ListQueryFlags, listQuery, withFilters, withOrder, withPaging, withTimes } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import type { Column } from './terminal/table.ts'
import { dateAndSecond } from './terminal/times.ts'

/** `occur list`: stored events, newest first. */
export function addList(program: Command, around: Surroundings): void {
  const command = program
    .command('list')
    .summary('list events')
    .description('Lists events, newest first, 25 unless told otherwise.')
    .option('--json', 'one JSON object a line, exactly as the server has them')
    .addOption(new Option('--csv', 'CSV with a header, which import reads').conflicts('json'))
    .option('--raw', "with --csv: for machines, without the ' that keeps spreadsheets from taking a text for a formula")
    .addOption(
      new Option('--fields <names>', `of ${[...eventFields, ...serverFields].join(', ')}`).argParser(fieldNames),
    )
  withPaging(command).addOption(new Option('--cursor <cursor>', 'what comes after an earlier page').conflicts('page'))
  withConnection(withTimes(withFilters(withOrder(command, 'time'))))
    .addHelpText('after', help)
    .action((flags: ListFlags) => list(flags, around))
}

const help = `
Examples:
  npx occur list --type phone-transfer --since 2h
  npx occur list --session s-1 --order asc --json
  npx occur list --query 'source:tool-call attributes.duration_ms>1000 -attributes.ok:true'
  npx occur list --all --from 2026-03-01 --to 2026-04-01 --csv > march.csv`

interface ListFlags extends ConnectionFlags, ListQueryFlags, PrintFlags {
  fields?: string[]
  cursor?: string
}

async function list(flags: ListFlags, around: Surroundings): Promise<void> {
  const query = { ...listQuery(flags), ...(flags.fields && { fields: flags.fields }) }
  const { client } = await connect(flags, around)
  const first: Place = flags.cursor === undefined ? { page: flags.page ?? 0 } : { cursor: flags.cursor }
  const found = pages(
    (place, limit) => client.events.list({ ...query, ...place, limit }, { signal: around.stopped }),
    first,
    itemsMax(flags),
  )
  const fields = flags.fields ? withTimestamp(flags.fields) : eventFields
  // Import takes the prefixes away again where it finds this column, which is empty.
  const csvFields = flags.raw ? fields : fields.toSpliced(-1, 0, prefixMark)
  const columns = columnsFor(flags.fields ? fields : fieldsShown, paintFor(around.out, around.env))
  await printPages(found, flags, { columns, csvFields, noun: 'event' }, around)
}

/** It is always answered, asked for or not. */
function withTimestamp(fields: readonly string[]): string[] {
  return fields.includes('timestamp') ? [...fields] : ['timestamp', ...fields]
}

/** What fits a terminal and tells most; `--fields` chooses others. */
const fieldsShown = ['timestamp', 'session_id', 'type', 'description']

const columnsMin: Record<string, number> = { timestamp: 19, received_at: 19, session_id: 22, type: 12, description: 18 }

function columnsFor(fields: readonly string[], paint: Paint): Column<Event>[] {
  return fields.map((field) => ({
    title: field === 'timestamp' || field === 'received_at' ? `${field} (UTC)` : field,
    text: (event) => cell(event, field),
    columnsMin: columnsMin[field] ?? 8,
    ...(field === 'timestamp' && { paint: paint.dim }),
    ...(field === 'type' && { paint: paint.cyan }),
  }))
}

function cell(event: Event, field: string): string {
  const value = (event as unknown as Record<string, unknown>)[field]
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return exactMember(event, field) ?? ''
  return field === 'timestamp' || field === 'received_at' ? dateAndSecond(value) : value
}

function fieldNames(text: string): string[] {
  const known: readonly string[] = [...eventFields, ...serverFields]
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${JSON.stringify(unknown)} is none of ${known.join(', ')}.`)
  return names
}
