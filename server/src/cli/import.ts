import { type Command, InvalidArgumentError, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { batches } from './import/batches.ts'
import { deliver, sendPatiently } from './import/deliver.ts'
import { createMeter } from './import/meter.ts'
import { createNamer, identicalTextsMax } from './import/name-events.ts'
import { openSource } from './import/open-source.ts'
import { noProgressFile, openProgressFile } from './import/progress-file.ts'
import { type Format, formats, readRecords } from './import/read-records.ts'
import { openRejectsFile } from './import/rejects-file.ts'
import { jsonReport, textReport } from './import/report.ts'
import { add, eventsOf, noTotals, rejectsOf } from './import/totals.ts'
import type { Surroundings } from './surroundings.ts'
import { count, counted, span } from './terminal/figures.ts'
import { harmless } from './terminal/harmless.ts'
import { createProgressDisplay } from './terminal/progress-bar.ts'

/** `occur import FILE|-`: sends a file's events, so that each is stored once however often it is run. */
export function addImport(program: Command, around: Surroundings): void {
  const command = program
    .command('import')
    .argument(
      '<file>',
      'NDJSON, a JSON array, CSV with a header, Parquet, or Arrow; all but Parquet also compressed; - is standard input',
    )
    .summary('send the events of a file')
    .description(
      'Sends the events of a file. Running it again stores nothing twice, and goes on where it was interrupted.',
    )
    .addOption(new Option('--format <format>', 'what the file is, where it is not seen from the text').choices(formats))
    .option('--restart', 'send all of it again, instead of going on where an earlier run was interrupted')
    .option('--rejects <file>', 'write every rejected event, with its line and reasons, as NDJSON')
    .option('--retry-for <seconds>', 'how long to try again when the server is away or busy', seconds, 60)
    .option('--json', 'print the report as JSON')
  withConnection(command)
    .addHelpText('after', help)
    .action((file: string, flags: ImportFlags) => importFile(file, flags, around))
}

const help = `
An event without an event_id gets one that is derived from its text: a hash of its exact line (of its row in CSV, of
its element in a JSON array), and a number that tells identical texts apart. They are counted among the last
${count(identicalTextsMax)} different texts or so; identical ones further apart than that count as one event.
What is no JSON object is sent as it is, so that the server keeps it among its rejects.

CSV: the header names fields of an event. A column "attributes" holds JSON; a column "attributes.NAME" is one attribute,
a string. An empty cell is no value, and a pair of quotes an empty text where not even the header is quoted. In a CSV that
"occur export" wrote for spreadsheets, the ' in front of cells is taken away. Parquet and Arrow have the same columns.

Compression with gzip or zstd is recognised, and so are Parquet and Arrow, by how they begin. Parquet has to be a file.

Exit code: 0 all taken (duplicates too), 1 some rejected, 2 broken off; then run the same command again.

Examples:
  npx occur import events.ndjson
  npx occur import calls.csv.gz --rejects rejects.ndjson
  zcat -f logs/*.gz | npx occur import -`

interface ImportFlags extends ConnectionFlags {
  format?: Format
  restart?: boolean
  rejects?: string
  retryFor: number
  json?: boolean
}

async function importFile(file: string, flags: ImportFlags, around: Surroundings): Promise<void> {
  const source = await openSource(file, around)
  const connection = await connect(flags, around)
  const { project } = await connection.client.whoami({ signal: around.stopped })
  const progressFile = file === '-' ? noProgressFile : await openProgressFile(file, connection, project, around)
  const before = flags.restart ? undefined : await progressFile.read()
  const rejectsFile =
    flags.rejects === undefined ? undefined : await openRejectsFile(flags.rejects, before !== undefined)
  const display = createProgressDisplay(around.err)
  if (before) await display.say(`Going on after ${counted(eventsOf(before), 'event')} of an earlier run`)

  const patience = {
    retryMsMax: flags.retryFor * 1000,
    stopped: around.stopped,
    onWait: (reason: string, delayMs: number) =>
      void display.say(`${harmless(reason)}; trying again in ${span(delayMs / 1000)}`),
  }
  let totals = before ?? noTotals()
  const meter = createMeter(source, eventsOf(totals))
  const records = readRecords(source, flags.format)
  const packed = batches(records, createNamer(), { skip: eventsOf(totals), sourceBytes: source.bytesRead })
  let failure: unknown
  try {
    for await (const delivered of deliver(packed, (batch) => sendPatiently(connection.client, batch, patience))) {
      const rejects = rejectsOf(delivered)
      await rejectsFile?.write(rejects)
      totals = add(totals, delivered, rejects)
      await progressFile.note(totals)
      await display.show(meter.progress(eventsOf(totals), delivered.batch.sourceBytes))
      around.stopped.throwIfAborted()
    }
    await progressFile.remove()
  } catch (error) {
    failure = error ?? new Error('stopped')
    if (eventsOf(totals) > 0) await progressFile.write(totals)
  }
  await display.end()
  await rejectsFile?.close()
  await around.out.write(
    flags.json
      ? jsonReport(totals, failure === undefined)
      : textReport(totals, {
          source: source.name,
          seconds: meter.seconds(),
          eventsBefore: eventsOf(before ?? noTotals()),
        }),
  )
  if (failure !== undefined) await giveUp(failure, file, around)
  if (totals.rejected > 0) throw new CommandFailure('', exitCodes.refused)
}

/** Says how to go on, and lets the failure itself be explained where all of them are. */
async function giveUp(failure: unknown, file: string, around: Surroundings): Promise<never> {
  const again = file === '-' ? 'Sent again, nothing is stored twice' : 'Run the same command again to go on from here'
  await around.err.write(`${around.stopped.aborted ? 'Interrupted' : 'Broken off'}. ${again}.\n`)
  throw failure
}

function seconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It is a number of seconds.')
  return Number(text)
}
