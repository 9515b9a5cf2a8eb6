import { type Engine, unlimited } from '../engine/engine.ts'
import { leavesText } from '../event/leaves.ts'
import {
  agentColumn,
  encodeRows,
  eventColumns,
  rowColumns,
  type SelectedEvent,
  setNumber,
  storedEvent,
} from './event-rows.ts'
import { granulesSchema } from './schema/granules.ts'

/** An event may have a megabyte, and a step is held in memory. */
const eventsPerStep = 2000

/**
 * Writes all events again, so that columns which only this program can work out are there for old events too. Killed
 * half-way, it leaves the events as they were, and begins anew.
 */
export async function rebuildEvents(engine: Engine, leaseLost?: AbortSignal): Promise<void> {
  const [first] = await engine.rows('SELECT 1 FROM event LIMIT 1')
  if (!first) return
  await replaceEvents(engine, leaseLost, 'CREATE TABLE event_rebuilt AS event', async () => {
    const writers = await engine.rows<{ writer: number }>('SELECT DISTINCT writer FROM event ORDER BY writer')
    for (const { writer } of writers) await copyEvents(engine, writer)
  })
}

/** Moves all events into a table with finer granules: see `schema/granules.ts`. */
export async function refineGranules(engine: Engine, leaseLost?: AbortSignal): Promise<void> {
  await replaceEvents(engine, leaseLost, granulesSchema, async () => {
    // Those that are computed are computed again.
    const columns = await engine.rows<{ name: string }>(
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'event' AND default_kind = ''`,
    )
    const names = columns.map(({ name }) => name).join(', ')
    await engine.command(`INSERT INTO event_rebuilt (${names}) SELECT ${names} FROM event`)
  })
}

async function replaceEvents(
  engine: Engine,
  leaseLost: AbortSignal | undefined,
  createSql: string,
  copy: () => Promise<void>,
): Promise<void> {
  await engine.command('DROP TABLE IF EXISTS event_rebuilt SYNC')
  await engine.command(createSql)
  await copy()
  // What another Occur has stored meanwhile was not copied.
  leaseLost?.throwIfAborted()
  await engine.command('EXCHANGE TABLES event AND event_rebuilt')
  await engine.command('DROP TABLE event_rebuilt SYNC')
}

async function copyEvents(engine: Engine, writer: number): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await engine.rows<SelectedEvent & { project: string; failed: number }>(
      `SELECT project, failed, ${eventColumns} FROM event WHERE writer = {writer:UInt16} AND seq > {after:UInt64}
      ORDER BY seq LIMIT ${eventsPerStep}`,
      { params: { writer, after }, settings: unlimited },
    )
    if (rows.length === 0) return
    const events = rows.map(({ project, failed, ...row }) => {
      return { ...storedEvent(row), project, failed: failed === 1, leaves: leavesOfJson(row.attributes), agent: null }
    })
    const encoded = encodeRows(events, writer)
    for (const [row, { seq }] of events.entries()) setNumber(encoded, row, seq)
    await engine.insertBinary('event_rebuilt', rowColumns, encoded.bytes, { leftOut: [agentColumn] })
    after = events.at(-1)!.seq
  }
}

function leavesOfJson(json: string | null): string {
  return json === null ? '' : leavesText(JSON.parse(json) as object, json)
}
