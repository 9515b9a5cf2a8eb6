import type { ListQuery } from '@occur/client'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { CommandFailure } from './exit-codes.ts'

/** Filters as flags, which commands that look for events share; each but `query` may be given several times. */
export interface FilterFlags {
  session?: string[]
  conversation?: string[]
  user?: string[]
  type?: string[]
  category?: string[]
  source?: string[]
  sourceId?: string[]
  description?: string[]
  attribute?: string[]
  where?: string[]
  query?: string
}

export interface TimeFlags {
  from?: string
  to?: string
  since?: string
}

/** The flags that lists share. */
export interface ListQueryFlags extends FilterFlags, TimeFlags {
  limit: number
  all?: boolean
  page?: number
  order: 'asc' | 'desc'
}

/** Which field a flag filters, and its row in the help. `where` names the field itself. */
const filters: {
  [Flag in Exclude<keyof FilterFlags, 'query'>]-?: { field: string | null; flag: string; help: string }
} = {
  session: {
    field: 'session_id',
    flag: '--session <id>',
    help: 'only this session; a filter given twice: any of them',
  },
  conversation: { field: 'conversation_id', flag: '--conversation <id>', help: 'only this conversation' },
  user: { field: 'user_id', flag: '--user <id>', help: 'only this user' },
  type: { field: 'type', flag: '--type <type>', help: 'only this type, for instance phone-transfer' },
  category: { field: 'category', flag: '--category <category>', help: 'only this category' },
  source: { field: 'source', flag: '--source <source>', help: 'only this source, for instance tool-call' },
  sourceId: { field: 'source_id', flag: '--source-id <id>', help: 'only this tool or prompt' },
  description: {
    field: 'description',
    flag: '--description <text>',
    help: 'only where the description contains this, in any case',
  },
  attribute: {
    field: 'attributes',
    flag: '--attribute <path=value>',
    help: 'only where an attribute has this value, for instance ok=false',
  },
  where: { field: null, flag: '--where <field=value>', help: 'only where the named field is exactly this' },
}

/** Adds these filters, or all of them. */
export function withFilters(command: Command, names = Object.keys(filters) as (keyof typeof filters)[]): Command {
  for (const { flag, help } of names.map((name) => filters[name])) {
    command.option(flag, help, flag.includes('=') ? collectPair : collect)
  }
  return command.option(
    '-q, --query <filter>',
    "for instance 'type:lookup attributes.ok:false refund': see docs/filter.md",
  )
}

export function withTimes(command: Command): Command {
  return command
    .option('--from <time>', 'not before this: 2026-03-02, or 2026-03-02T14:00:00Z')
    .option('--to <time>', 'before this')
    .option('--since <span>', 'the last 30s, 15m, 2h, 7d or 4w')
}

export function withPaging(command: Command): Command {
  return command
    .addOption(new Option('--limit <count>', 'how many at most').argParser(wholeNumber).default(25))
    .addOption(new Option('--all', 'all of them').conflicts('page'))
    .addOption(new Option('--page <number>', 'the page with this number, from 0').argParser(wholeNumber))
}

export function withOrder(command: Command, by: string): Command {
  const option = new Option('--order <direction>', `by ${by}: desc is newest first`)
  return command.addOption(option.choices(['asc', 'desc']).default('desc'))
}

/** All that these flags ask for, but where a page begins and how long it is. */
export function listQuery(flags: ListQueryFlags): ListQuery {
  return { ...filterQuery(flags), ...timeQuery(flags), order_by_direction: flags.order }
}

/** Pairs by index, as the API wants them. */
export function filterQuery(flags: FilterFlags): Pick<ListQuery, 'search_fields' | 'search_field_values' | 'q'> {
  const pairs = Object.entries(filters).flatMap(([name, { field }]) =>
    (flags[name as keyof typeof filters] ?? []).map((value) => (field === null ? named(value) : { field, value })),
  )
  return {
    search_fields: pairs.map(({ field }) => field),
    search_field_values: pairs.map(({ value }) => value),
    ...(flags.query !== undefined && { q: flags.query }),
  }
}

function named(pair: string): { field: string; value: string } {
  const equals = pair.indexOf('=')
  return { field: pair.slice(0, equals), value: pair.slice(equals + 1) }
}

export function timeQuery(
  { from, to, since }: TimeFlags,
  nowMs: number = Date.now(),
): Pick<ListQuery, 'start_datetime' | 'end_datetime'> {
  if (from !== undefined && since !== undefined) throw new CommandFailure('Give --from or --since, not both')
  const start = since === undefined ? from : new Date(nowMs - spanMs(since)).toISOString()
  return {
    ...(start !== undefined && { start_datetime: start }),
    ...(to !== undefined && { end_datetime: to }),
  }
}

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

function spanMs(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text) ?? []
  if (number === undefined || unit === undefined) {
    throw new CommandFailure(`--since ${text}: not a span of time; 30s, 15m, 2h, 7d and 4w are`)
  }
  return Number(number) * (unitMs[unit] as number)
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function collectPair(value: string, before: string[] = []): string[] {
  if (!/^[^=]+=/.test(value)) throw new InvalidArgumentError('It has the form name=value.')
  return [...before, value]
}

/** For counts on the command line. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}
