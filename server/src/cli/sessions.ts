import type { Session } from '@occur/client'
import { type Command, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { itemsMax, pages } from './paged.ts'
import { type PrintFlags, printPages } from './print-pages.ts'
import { type ListQueryFlags, listQuery, withFilters, withOrder, withPaging, withTimes } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { countColumn } from './terminal/count-column.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import type { Column } from './terminal/table.ts'
import { dateAndSecond, duration } from './terminal/times.ts'

/** `occur sessions`: sessions, newest first. */
export function addSessions(program: Command, around: Surroundings): void {
  const command = program
    .command('sessions')
    .summary('list sessions')
    .description('Lists sessions, newest first, 25 unless told otherwise.')
    .option('--json', 'one JSON object a line')
    .addOption(new Option('--csv', 'CSV with a header').conflicts('json'))
    .option('--raw', "with --csv: for machines, without the ' that keeps spreadsheets from taking a text for a formula")
  withOrder(withPaging(command), 'start')
  withConnection(withTimes(withFilters(command, ['session', 'conversation', 'user', 'where'])))
    .addHelpText('after', help)
    .action((flags: SessionsFlags) => sessions(flags, around))
}

const help = `
Examples:
  npx occur sessions --since 24h
  npx occur sessions --user +18042221111 --json
  npx occur sessions --query 'agent:airline transfers>0 refund'
  npx occur sessions --all --csv > sessions.csv`

interface SessionsFlags extends ConnectionFlags, ListQueryFlags, PrintFlags {}

async function sessions(flags: SessionsFlags, around: Surroundings): Promise<void> {
  const query = listQuery(flags)
  const { client } = await connect(flags, around)
  const found = pages(
    (place, limit) => client.sessions.list({ ...query, ...place, limit }, { signal: around.stopped }),
    { page: flags.page ?? 0 },
    itemsMax(flags),
  )
  const columns = columnsFor(paintFor(around.out, around.env))
  await printPages(found, flags, { columns, csvFields: sessionFields, noun: 'session' }, around)
}

function columnsFor(paint: Paint): Column<Session>[] {
  return [
    { title: 'start (UTC)', text: ({ timestamp }) => dateAndSecond(timestamp), columnsMin: 19, paint: paint.dim },
    { title: 'session_id', text: ({ session_id }) => session_id, columnsMin: 22, paint: paint.cyan },
    { title: 'user_id', text: ({ user_id }) => user_id ?? '' },
    { title: 'agent', text: ({ agent_name, agent_id }) => agent_name ?? agent_id ?? '' },
    { title: 'channel', text: ({ channel_manager_type }) => channel_manager_type ?? '' },
    { title: 'duration', text: (session) => duration(session.duration * 1000), align: 'right', columnsMin: 12 },
    countColumn('events', ({ event_count }) => event_count),
    countColumn('tools', ({ tool_call_count }) => tool_call_count),
    countColumn('transfers', ({ transfer_count }) => transfer_count, paint.yellow),
    countColumn('errors', ({ error_count }) => error_count, paint.red),
  ]
}

/** The columns of `--csv`, in their order. A field that is missing here does not compile. */
const sessionFields = Object.keys({
  timestamp: 0,
  session_id: 0,
  conversation_id: 0,
  user_id: 0,
  last_timestamp: 0,
  duration: 0,
  event_count: 0,
  tool_call_count: 0,
  transfer_count: 0,
  error_count: 0,
  agent_id: 0,
  agent_name: 0,
  agent_type: 0,
  agent_timezone: 0,
  prompt_id: 0,
  prompt_name: 0,
  prompt_version: 0,
  channel_manager_type: 0,
  channel_manager_service: 0,
  channel_manager_sid: 0,
  source: 0,
  target: 0,
  is_outbound: 0,
  is_test: 0,
  user_terminated: 0,
  llm_provider: 0,
  llm_model: 0,
} satisfies Record<keyof Session, 0>)
