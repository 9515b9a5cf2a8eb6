import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { type EventExportQuery, type ExportFormat, exportFormats, type OccurClient } from '@occur/client'
import { type Command, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { CommandFailure } from './exit-codes.ts'
import { openFile, standardOutput } from './export/open-target.ts'
import { createRowCounter } from './export/row-counter.ts'
import { type FilterFlags, filterQuery, type TimeFlags, timeQuery, withFilters, withTimes } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { bytes, counted, span } from './terminal/figures.ts'
import { createPace } from './terminal/pace.ts'
import { createProgressDisplay } from './terminal/progress-bar.ts'

/** `occur export`: all events or sessions as a file. */
export function addExport(program: Command, around: Surroundings): void {
  const command = program
    .command('export')
    .summary('write events or sessions to a file')
    .description('Writes all events that pass, the oldest first, to a file; without a limit, and whole or not at all.')
    .addOption(
      new Option('--format <format>', 'default: what the name of the file says, else ndjson').choices(exportFormats),
    )
    .option('-o, --output <file>', 'where to; .gz at its end compresses. Without it, or -: standard output')
    .option('--force', 'replace a file that is there already')
    .option('--sessions', 'sessions instead of events')
    .addOption(new Option('--fields <names>', 'only these, separated by commas').argParser(names))
    .option('--raw', "CSV for machines, without the ' that keeps spreadsheets from taking a text for a formula")
    .addOption(new Option('--order <direction>', 'by time').choices(['asc', 'desc']).default('asc'))
  withConnection(withTimes(withFilters(command)))
    .addHelpText('after', help)
    .action((flags: ExportFlags) => exportFile(flags, around))
}

const help = `
What was exported can be imported again, and gives equal events. A file has another name, FILE.part, until it is whole.

Examples:
  npx occur export -o everything.ndjson.gz
  npx occur export -o march.csv --from 2026-03-01 --to 2026-04-01 --query 'type:phone-transfer'
  npx occur export -o events.parquet --since 7d
  npx occur export --sessions -o failed.csv --query 'attributes.ok:false'
  npx occur export --query 'source:tool-call' | jq .attributes.duration_ms`

interface ExportFlags extends ConnectionFlags, FilterFlags, TimeFlags {
  format?: ExportFormat
  output?: string
  force?: boolean
  sessions?: boolean
  fields?: string[]
  raw?: boolean
  order: 'asc' | 'desc'
}

async function exportFile(flags: ExportFlags, around: Surroundings): Promise<void> {
  const { output = '-', order, raw, fields } = flags
  const filters = { ...filterQuery(flags), ...timeQuery(flags) }
  const format = flags.format ?? formatNamedBy(output)
  checkAgreement(format, output, flags, around)
  const { client, data } = await connect(flags, around)
  const target =
    output === '-' ? standardOutput(around.out) : await openFile(output, { mayReplace: flags.force === true })
  try {
    const list = flags.sessions ? client.sessions : client.events
    const file = list.export(
      { ...filters, format, order, ...(raw && { raw }), ...(fields && { fields }) },
      // On one machine, compressing it on its way only costs.
      { compressed: data === null, signal: around.stopped },
    )
    const show = await progress(list, filters, flags, format, around)
    for await (const chunk of output.endsWith('.gz') ? gzipped(show.passing(file)) : show.passing(file)) {
      await target.write(chunk)
      around.stopped.throwIfAborted()
    }
    await target.finish()
    await show.end(output)
  } catch (error) {
    await target.discard()
    throw error
  }
}

/** Refuses what would be ignored, or be of no use. */
function checkAgreement(format: ExportFormat, output: string, { raw }: ExportFlags, { out }: Surroundings): void {
  if (raw && format !== 'csv')
    throw new CommandFailure(`--raw is about CSV; in ${format} every text is as it is anyway`)
  if (format !== 'parquet' && format !== 'arrow') return
  if (output === '-' && out.isTerminal) {
    throw new CommandFailure(`${format} is nothing for a terminal; name a file with --output`)
  }
  if (output.endsWith('.gz')) throw new CommandFailure(`${format} is compressed inside; name a file without .gz`)
}

/** Counts what passes, and shows it where somebody looks on. */
async function progress(
  list: OccurClient['sessions'] | OccurClient['events'],
  filters: Omit<EventExportQuery, 'fields'>,
  { sessions }: ExportFlags,
  format: ExportFormat,
  { err, stopped }: Surroundings,
) {
  const display = createProgressDisplay(err)
  const total = err.isTerminal ? (await list.list({ ...filters, limit: 0 }, { signal: stopped })).total_count : null
  const counter = createRowCounter(format)
  const startMs = performance.now()
  const pace = createPace(startMs, 0)
  let bytesDone = 0

  async function show() {
    const rows = counter.rows()
    pace.note(performance.now(), rows ?? 0)
    const perSecond = pace.perSecond()
    await display.show({
      events: rows,
      noun: sessions ? 'sessions' : 'events',
      bytes: bytesDone,
      eventsPerSecond: perSecond,
      // More may have come since they were counted.
      fraction: total && rows !== null ? Math.min(1, rows / total) : null,
      secondsLeft: total && rows !== null && perSecond > 0 ? Math.max(0, total - rows) / perSecond : null,
    })
  }

  return {
    async *passing(chunks: AsyncIterable<Uint8Array>) {
      try {
        for await (const chunk of chunks) {
          counter.note(chunk)
          bytesDone += chunk.length
          if (err.isTerminal) await show()
          yield chunk
        }
      } finally {
        await display.end()
      }
    },
    async end(output: string) {
      const rows = counter.rows()
      const what = [...(rows === null ? [] : [counted(rows, sessions ? 'session' : 'event')]), bytes(bytesDone)]
      const seconds = span((performance.now() - startMs) / 1000)
      await err.write(`${what.join(', ')} in ${seconds}${output === '-' ? '' : `: ${output}`}\n`)
    },
  }
}

function formatNamedBy(output: string): ExportFormat {
  const name = output.replace(/\.gz$/, '')
  return exportFormats.find((format) => name.endsWith(`.${format}`)) ?? 'ndjson'
}

function gzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // The callback is there to be called; a failure comes out of whoever reads.
  return pipeline(Readable.from(chunks), createGzip(), () => {})
}

/** The server knows them: it refuses others, and says which there are. */
function names(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
