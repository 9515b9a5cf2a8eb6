/**
 * Bytes on disk for each event, once the engine has merged and indexed what came in, and what they are for; beside the same events
 * in PostgreSQL 15 with an index for everything that is asked. `--folder` keeps both, or takes those that `bench:questions` kept.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../server/src/engine/open-engine.ts'
import { silentLog, testEngineOptions } from '../server/src/engine/testing/engines.ts'
import { decimal, printTable, whole } from './figures.ts'
import { type SixtyDays, sixtyDays } from './invented/sixty-days.ts'
import { printMachine } from './machine.ts'
import { keptOccur, keptPostgres } from './questions/kept.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    /** One that is kept, for the next time. */
    folder: { type: 'string' },
    'without-postgres': { type: 'boolean', default: false },
  },
})
const sentBytesOf = 100_000

/** All bytes are those of an event, on average. */
interface Stored {
  events: number
  bytes: number
  places: Place[]
}

/** A column, index or projection of the event table. */
interface Place {
  name: string
  bytes: number
}

await printMachine()
const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'occur-bench-')))
try {
  const kept = await keptOccur(folder, Number(options.events), console.log)
  const ours = await storedByOccur(kept.folder)
  const theirs = options['without-postgres'] ? null : await storedByPostgres(kept.filled)
  report(sentBytesAnEvent(kept.filled), ours, theirs)
} finally {
  if (!options.folder) await rm(folder, { recursive: true, force: true })
}

function report(sentBytes: number, { events, bytes, places }: Stored, theirs: number | null): void {
  const forQuestions = places.filter(isForQuestions).reduce((sum, place) => sum + place.bytes, 0)
  printTable(`On disk: ${whole(events)} events`, [
    ['', 'bytes an event'],
    ['as they were sent (NDJSON)', decimal(sentBytes)],
    ['Occur: the event table, with all of its indexes and counts', decimal(bytes)],
    ['… of which for searching and counting', decimal(forQuestions)],
    ...(theirs === null ? [] : [['PostgreSQL 15: table, key and an index for each question', decimal(theirs)]]),
  ])
  printTable('Where they are, in bytes an event', [
    ['part of the event table', 'bytes'],
    ...places.map((place) => [place.name, decimal(place.bytes, 2)]),
  ])
}

/** What is stored besides the events themselves. */
function isForQuestions({ name }: Place): boolean {
  return /^(index|projection) /.test(name) || name === 'leaves' || name === 'texts'
}

/** On average, of the first ones: the others are like them. */
function sentBytesAnEvent(filled: SixtyDays): number {
  let bytes = 0
  let count = 0
  for (const event of sixtyDays(filled).take(sentBytesOf)) {
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1
    count++
  }
  return bytes / count
}

/** Opens the engine's folder without Occur, and asks where the bytes are. */
async function storedByOccur(dataFolder: string): Promise<Stored> {
  const engine = await openEngine(testEngineOptions(dataFolder), silentLog)
  try {
    const ofTable = `database = currentDatabase() AND table = 'event'`
    const [total] = await engine.rows<{ events: string; bytes: number }>(
      `SELECT sum(rows) AS events, sum(bytes_on_disk) / events AS bytes FROM system.parts WHERE ${ofTable} AND active`,
    )
    const { events, bytes } = total!
    // Small parts have all columns in one file: what each takes, the others say.
    const columns = await engine.rows<Place>(
      `SELECT column AS name, sum(column_bytes_on_disk) / sum(rows) AS bytes FROM system.parts_columns
      WHERE ${ofTable} AND active AND part_type = 'Wide' GROUP BY column`,
    )
    if (columns.length === 0) throw new Error('Too few events to tell what columns take: ask for more (--events)')
    const rest = await engine.rows<Place>(
      `SELECT concat('index ', name) AS name, sum(data_compressed_bytes) / ${events} AS bytes
        FROM system.data_skipping_indices WHERE ${ofTable} GROUP BY name
      UNION ALL SELECT concat('projection ', name), sum(bytes_on_disk) / ${events}
        FROM system.projection_parts WHERE ${ofTable} AND active GROUP BY name`,
    )
    const places = [...columns, ...rest].sort((a, b) => b.bytes - a.bytes)
    return { events: Number(events), bytes, places }
  } finally {
    await engine.close()
  }
}

/** Bytes an event; null where there is no PostgreSQL. */
async function storedByPostgres(filled: SixtyDays): Promise<number | null> {
  const postgres = await keptPostgres(folder, filled, console.log)
  if (!postgres) return null
  try {
    return (await postgres.bytes()) / (await postgres.count())
  } finally {
    await postgres.close()
  }
}
