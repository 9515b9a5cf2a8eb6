import type { StoredEvent, TailStatus } from '@occur/client'
import type { Command } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { exactText } from './exact-json.ts'
import { type FilterFlags, filterQuery, type TimeFlags, timeQuery, withFilters, withTimes } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { cut, displayWidth } from './terminal/display-width.ts'
import { span } from './terminal/figures.ts'
import { harmless } from './terminal/harmless.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import { timeOfDay } from './terminal/times.ts'

/** `occur tail`: events as they are stored. */
export function addTail(program: Command, around: Surroundings): void {
  const command = program
    .command('tail')
    .summary('follow events live')
    .description('Shows events as they are stored, until Ctrl-C. Reconnects by itself, without gap or repeat.')
    .option('--json', 'one JSON object a line, with event_id, received_at and cursor')
    .option('--after <cursor>', 'begin after this cursor, instead of now')
  withConnection(withTimes(withFilters(command)))
    .addHelpText(
      'after',
      '\nExamples:\n  npx occur tail --type phone-transfer\n  npx occur tail --json | jq -r .description\n  npx occur tail --after "$CURSOR" --json >> events.ndjson',
    )
    .action((flags: TailFlags) => tail(flags, around))
}

interface TailFlags extends ConnectionFlags, FilterFlags, TimeFlags {
  json?: boolean
  after?: string
}

async function tail(flags: TailFlags, around: Surroundings): Promise<void> {
  const { client, url } = await connect(flags, around)
  const paint = paintFor(around.out, around.env)
  const events = client.events.tail({
    ...filterQuery(flags),
    ...timeQuery(flags),
    after: flags.after,
    signal: around.stopped,
    onStatus: (status) => void around.err.write(statusLine(status, url, paintFor(around.err, around.env))),
  })
  for await (const event of events) {
    const columns = around.out.isTerminal ? around.out.columns() : Number.POSITIVE_INFINITY
    await around.out.write(`${flags.json ? exactText(event) : eventLine(event, columns, paint)}\n`)
  }
}

function statusLine(status: TailStatus, url: string, paint: Paint): string {
  const sentence =
    status.state === 'live'
      ? `Live from ${url}`
      : `${harmless(status.reason)}; trying again in ${span(status.delayMs / 1000)}`
  return paint.dim(`${sentence}\n`)
}

function eventLine(event: StoredEvent, columns: number, paint: Paint): string {
  const parts: [text: string, color: (text: string) => string][] = [
    [timeOfDay(event.timestamp), paint.dim],
    [event.session_id ?? '-', paint.cyan],
    [event.type ?? event.category ?? '-', paint.bold],
    [event.description ?? event.source_id ?? '', (text) => text],
  ]
  let left = columns
  const shown = parts.map(([text, color]) => {
    const fitting = cut(harmless(text), Math.max(0, left))
    left -= displayWidth(fitting) + 2
    return color(fitting)
  })
  return shown.join('  ').trimEnd()
}
