import type { User } from '@occur/client'
import { type Command, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { itemsMax, pages } from './paged.ts'
import { type PrintFlags, printPages } from './print-pages.ts'
import { type ListQueryFlags, listQuery, withFilters, withOrder, withPaging, withTimes } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { countColumn } from './terminal/count-column.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import type { Column } from './terminal/table.ts'
import { dateAndSecond } from './terminal/times.ts'

/** `occur users`: users, last seen first. */
export function addUsers(program: Command, around: Surroundings): void {
  const command = program
    .command('users')
    .summary('list users')
    .description('Lists users, those who were last seen last first, 25 unless told otherwise.')
    .option('--json', 'one JSON object a line')
    .addOption(new Option('--csv', 'CSV with a header').conflicts('json'))
    .option('--raw', "with --csv: for machines, without the ' that keeps spreadsheets from taking a text for a formula")
  withOrder(withPaging(command), 'last seen')
  withConnection(withTimes(withFilters(command, ['user', 'session', 'conversation', 'where'])))
    .addHelpText('after', help)
    .action((flags: UsersFlags) => users(flags, around))
}

const help = `
Examples:
  npx occur users --since 24h
  npx occur users --query 'sessions>3 transfers>0 refund'
  npx occur users --all --csv > users.csv`

interface UsersFlags extends ConnectionFlags, ListQueryFlags, PrintFlags {}

async function users(flags: UsersFlags, around: Surroundings): Promise<void> {
  const query = listQuery(flags)
  const { client } = await connect(flags, around)
  const found = pages(
    (place, limit) => client.users.list({ ...query, ...place, limit }, { signal: around.stopped }),
    { page: flags.page ?? 0 },
    itemsMax(flags),
  )
  const columns = columnsFor(paintFor(around.out, around.env))
  await printPages(found, flags, { columns, csvFields: userFields, noun: 'user' }, around)
}

function columnsFor(paint: Paint): Column<User>[] {
  return [
    { title: 'last seen (UTC)', text: (user) => dateAndSecond(user.last_timestamp), columnsMin: 19, paint: paint.dim },
    { title: 'user_id', text: ({ user_id }) => user_id, columnsMin: 22, paint: paint.cyan },
    {
      title: 'first seen (UTC)',
      text: (user) => dateAndSecond(user.first_timestamp),
      columnsMin: 19,
      paint: paint.dim,
    },
    countColumn('sessions', ({ session_count }) => session_count),
    countColumn('conversations', ({ conversation_count }) => conversation_count),
    countColumn('events', ({ event_count }) => event_count),
    countColumn('tools', ({ tool_call_count }) => tool_call_count),
    countColumn('transfers', ({ transfer_count }) => transfer_count, paint.yellow),
    countColumn('errors', ({ error_count }) => error_count, paint.red),
  ]
}

/** The columns of `--csv`, in their order. A field that is missing here does not compile. */
const userFields = Object.keys({
  user_id: 0,
  first_timestamp: 0,
  last_timestamp: 0,
  session_count: 0,
  conversation_count: 0,
  event_count: 0,
  tool_call_count: 0,
  transfer_count: 0,
  error_count: 0,
} satisfies Record<keyof User, 0>)
