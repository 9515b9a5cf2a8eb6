import { type Engine, unlimited } from '../engine/engine.ts'
import type { NewEvent } from '../event/event.ts'

const idsPerQuery = 5000

/** Which of these events' ids are stored already: `project\0event_id` of each. */
export async function findStoredIds(engine: Engine, events: readonly NewEvent[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const [project, ofProject] of Map.groupBy(events, ({ project }) => project)) {
    for (let at = 0; at < ofProject.length; at += idsPerQuery) {
      await findInProject(engine, project, ofProject.slice(at, at + idsPerQuery), found)
    }
  }
  return found
}

/**
 * An event that is sent again carries the timestamp that it had, by which the table is sorted: that finds nearly all.
 * Only what is not found so is looked for everywhere, since it is the id alone that counts.
 */
async function findInProject(engine: Engine, project: string, events: readonly NewEvent[], found: Set<string>) {
  const timestamps = events.map(({ timestamp }) => timestamp)
  // biome-ignore lint/complexity/useMathMinMax: Math.min knows no bigint.
  const from = timestamps.reduce((a, b) => (a < b ? a : b))
  // biome-ignore lint/complexity/useMathMinMax: Math.max knows no bigint.
  const to = timestamps.reduce((a, b) => (a > b ? a : b))
  const between = `timestamp BETWEEN fromUnixTimestamp64Nano(${from}) AND fromUnixTimestamp64Nano(${to})`
  await find(engine, project, events, between, found)
  const missing = events.filter(({ event_id }) => !found.has(`${project}\0${event_id}`))
  if (missing.length > 0) await find(engine, project, missing, 'true', found)
}

async function find(engine: Engine, project: string, events: readonly NewEvent[], where: string, found: Set<string>) {
  const ids = events.map(({ event_id }) => quote(event_id)).join(', ')
  const rows = await engine.rows<{ event_id: string }>(
    `SELECT event_id FROM event WHERE project = {project:String} AND ${where} AND event_id IN (${ids})`,
    { params: { project }, settings: { ...unlimited, max_query_size: 64 * 1024 ** 2 } },
  )
  for (const { event_id } of rows) found.add(`${project}\0${event_id}`)
}

/** A ClickHouse string literal. Parameters travel in the URL, which is too short for thousands of ids. */
function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
