/**
 * Bytes on disk for each event, when the engine has merged what came in: of the event table alone, and of the whole
 * data folder; beside the same events in PostgreSQL 15 with its five indexes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startClickHouseServer } from '../server/src/engine/testing/engines.ts'
import { Occur } from './contenders/occur.ts'
import { Postgres } from './contenders/postgres.ts'
import { decimal, printTable, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { untilQuiet } from './process-tree.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    'without-postgres': { type: 'boolean', default: false },
  },
})
const eventsPerRequest = 1000
const requestsPerStep = 100
const connectionCount = 8

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
const dataFolder = join(folder, 'occur')
const load = new Load()
const postgres = options['without-postgres'] ? null : await Postgres.start()
try {
  const sent = await fill(Number(options.events))
  const merged = await whenMerged()
  const row = (what: string, bytes: number) => [what, whole(bytes / 1024), decimal(bytes / sent.events)]
  printTable(`On disk: ${whole(sent.events)} events`, [
    ['', 'KiB', 'bytes an event'],
    row('as they were sent (NDJSON)', sent.bytes),
    row('Occur: the event table, with all of its indexes', merged.bytes),
    ...(postgres ? [row('PostgreSQL 15: table, key and five indexes', await postgres.bytes())] : []),
  ])
  printTable('Where they are, in bytes an event', [
    ['part of the event table', 'bytes'],
    ...merged.places.map(({ name, bytes }) => [name, decimal(bytes / sent.events, 2)]),
  ])
} finally {
  await postgres?.close()
  load.close()
  await rm(folder, { recursive: true, force: true })
}

async function fill(eventCount: number): Promise<{ events: number; bytes: number }> {
  const occur = await Occur.start(dataFolder)
  try {
    let events = 0
    let bytes = 0
    while (events < eventCount) {
      const requestCount = Math.min(requestsPerStep, Math.ceil((eventCount - events) / eventsPerRequest))
      bytes += (await load.tell({ do: 'prepare', requestCount, eventsPerRequest, format: 'ndjson' })).bytes
      await load.tell({
        do: 'post',
        url: `${occur.url}/api/v1/events/?report=errors`,
        headers: { ...occur.headers, 'Content-Type': 'application/x-ndjson' },
        connectionCount,
      })
      if (postgres) await postgres.runScripts((await load.tell({ do: 'scripts', folder, connectionCount })).files)
      events += requestCount * eventsPerRequest
    }
    await untilQuiet([occur.processId])
    if ((await occur.count()) !== events) throw new Error(`${await occur.count()} of ${events} events are stored`)
    return { events, bytes }
  } finally {
    await occur.close()
  }
}

interface Place {
  name: string
  bytes: number
}

/** Opens the engine's folder without Occur, waits until it has nothing more to merge, and asks where the bytes are. */
async function whenMerged(): Promise<{ bytes: number; places: Place[] }> {
  const engine = await startClickHouseServer(join(dataFolder, 'engine'))
  const tell = async (sql: string): Promise<string> => {
    const authorization = `Basic ${Buffer.from(`${engine.user}:${engine.password}`).toString('base64')}`
    const answer = await fetch(`${engine.url}/?output_format_json_quote_64bit_integers=0`, {
      method: 'POST',
      body: sql,
      headers: { Authorization: authorization },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return text
  }
  const ask = async <Row>(sql: string): Promise<Row[]> => {
    return (await tell(`${sql} FORMAT JSONEachRow`))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row)
  }
  try {
    await untilQuiet([engine.processId])
    while ((await ask('SELECT 1 FROM system.merges')).length > 0) await sleep(200)
    const ofTable = `database = 'occur' AND table = 'event' AND active`
    // As it is in time: all parts complete (only those can be merged), merged into one, and that one complete.
    const complete = 'MATERIALIZE PROJECTION sessions, MATERIALIZE INDEX by_leaf, MATERIALIZE INDEX by_word'
    await tell(`ALTER TABLE occur.event ${complete} SETTINGS mutations_sync = 1`)
    await tell('OPTIMIZE TABLE occur.event FINAL')
    await tell(`ALTER TABLE occur.event ${complete} SETTINGS mutations_sync = 1`)
    const [total] = await ask<{ bytes: number }>(
      `SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE ${ofTable}`,
    )
    const places = await ask<Place>(`
      SELECT name, bytes FROM (
        SELECT column AS name, sum(column_bytes_on_disk) AS bytes
          FROM system.parts_columns WHERE ${ofTable} GROUP BY column
        UNION ALL SELECT concat('index ', name), sum(data_compressed_bytes)
          FROM system.data_skipping_indices WHERE database = 'occur' AND table = 'event' GROUP BY name
        UNION ALL SELECT concat('projection ', name), sum(bytes_on_disk)
          FROM system.projection_parts WHERE ${ofTable} GROUP BY name
      ) ORDER BY bytes DESC`)
    return { bytes: total!.bytes, places }
  } finally {
    await engine.close()
  }
}
