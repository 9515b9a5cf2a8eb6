import type { EventField } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { PageKey } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import type { StoredEvent } from '../event/event.ts'
import type { EventFilter } from '../event/filter.ts'
import { timeOfId } from '../event/new-id.ts'
import { countedEventsSql, speaksOfCounted } from './counted-events-sql.ts'
import { eventColumns, type SelectedEvent, storedEvent } from './event-rows.ts'
import { Bound, filterSql } from './filter-sql.ts'

export interface EventOrder {
  by: EventField
  direction: 'asc' | 'desc'
}

/** Which of the events that pass the filter: a page by number, or what comes after a key in order of timestamp. */
export interface EventWindow {
  countMax: number
  offset?: number
  after?: PageKey
}

/** Reading events, whatever asks. Aborting `left` ends the question in the engine too. */
export interface EventReads {
  find(
    project: string,
    filter: EventFilter,
    order: EventOrder,
    window: EventWindow,
    left?: AbortSignal,
  ): Promise<StoredEvent[]>
  count(project: string, filter: EventFilter, left?: AbortSignal): Promise<number>
  /** Throws `not_found`. */
  get(project: string, event_id: string, left?: AbortSignal): Promise<StoredEvent>
}

export function eventReads(engine: Engine): EventReads {
  return {
    find: (project, filter, order, window, left) => findEvents(engine, project, filter, order, window, left),
    count: (project, filter, left) => countEvents(engine, project, filter, left && { left }),
    get: (project, event_id, left) => getEvent(engine, project, event_id, left),
  }
}

/** Events in this order, ties by time and then by id, so that pages neither overlap nor leave anything out. */
async function findEvents(
  engine: Engine,
  project: string,
  filter: EventFilter,
  order: EventOrder,
  { countMax, offset = 0, after }: EventWindow,
  left?: AbortSignal,
): Promise<StoredEvent[]> {
  const condition = filterSql(project, filter)
  const direction = order.direction.toUpperCase()
  const keys = order.by === 'timestamp' ? ['timestamp', 'event_id'] : [order.by, 'timestamp', 'event_id']
  const where = after ? `${condition.sql} AND ${afterKey(order.direction)}` : condition.sql
  const rows = await engine.rows<SelectedEvent>(
    `SELECT ${eventColumns} FROM event WHERE ${where}
    ORDER BY ${keys.map((key) => `${key} ${direction}`).join(', ')}
    LIMIT {countMax:UInt32} OFFSET {offset:UInt64}`,
    {
      params: {
        ...condition.params,
        ...(after && { afterNs: after.timestamp.toString(), afterId: after.event_id }),
        countMax,
        offset,
      },
      ...(standTogether(filter) && { settings: readingLittle }),
      ...(left && { left }),
    },
  )
  return rows.map(storedEvent)
}

/** Whether what passes stands together in the table: the newest of all do, and those of a session. */
function standTogether({ conditions, asked }: EventFilter): boolean {
  return conditions.length === 0 ? !asked : conditions.some(({ field }) => field === 'session_id')
}

/** So little is read by one thread before a second has begun; and often several such statements run at once. */
const readingLittle = { max_threads: 1 }

/** The first half alone is what the primary key understands; it skips what lies before. */
function afterKey(direction: 'asc' | 'desc'): string {
  const [beyond, atOrBeyond] = direction === 'asc' ? ['>', '>='] : ['<', '<=']
  const instant = 'fromUnixTimestamp64Nano({afterNs:Int64})'
  return `timestamp ${atOrBeyond} ${instant} AND (timestamp ${beyond} ${instant} OR event_id ${beyond} {afterId:String})`
}

/** How many events pass. */
export async function countEvents(
  engine: Engine,
  project: string,
  filter: EventFilter,
  asker?: Asker,
): Promise<number> {
  const bound = new Bound()
  const [row] = await engine.rows<{ count: string }>(
    `SELECT sum(events) AS count FROM (${countedEventsSql({ project, filter, by: [] }, bound)})`,
    { ...asker, params: bound.params, ...(speaksOfCounted(filter) && { settings: readingLittle }) },
  )
  return Number(row?.count ?? 0)
}

async function getEvent(engine: Engine, project: string, event_id: string, left?: AbortSignal): Promise<StoredEvent> {
  for (const where of [...aroundTimeOf(event_id), anywhere]) {
    const [row] = await engine.rows<SelectedEvent>(
      `SELECT ${eventColumns} FROM event WHERE project = {project:String} AND ${where} AND event_id = {event_id:String}
      LIMIT 1`,
      { params: { project, event_id }, settings: where === anywhere ? {} : readingLittle, ...(left && { left }) },
    )
    if (row) return storedEvent(row)
  }
  throw new AppError('not_found', `No event ${event_id}`)
}

/** Many ids tell when they were made, which is seldom far from when the event occurred: to look there first costs little. */
function aroundTimeOf(event_id: string): string[] {
  const madeMs = timeOfId(event_id)
  const instant = (ms: number) => `fromUnixTimestamp64Milli(${ms}, 'UTC')`
  return madeMs === null || madeMs > knownMsMax
    ? []
    : [`timestamp BETWEEN ${instant(madeMs - nearMs)} AND ${instant(madeMs + nearMs)}`]
}

const nearMs = 3_600_000
const anywhere = 'true'
/** Where the engine's time ends. */
const knownMsMax = Date.UTC(2262, 0)
