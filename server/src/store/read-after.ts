import type { Engine } from '../engine/engine.ts'
import type { Position } from '../event/cursor.ts'
import type { StoredEvent } from '../event/event.ts'
import type { EventFilter } from '../event/filter.ts'
import { eventColumns, type SelectedEvent, storedEvent } from './event-rows.ts'
import { filterSql } from './filter-sql.ts'

const seqsPerCallMax = 2_000_000

export interface ReadAfter {
  project: string
  position: Position
  /** Nothing beyond it is read: what is not wholly committed yet must not move a reader's position. */
  head: Position
  filter: EventFilter
  countMax: number
}

/**
 * See `EventLog.readAfter`. Numbers are dense within a writer, so a range of numbers is a range of rows and costs what
 * it holds, wherever it lies. A filter that lets little through is met with ranges that double; after some millions a
 * call ends with what it has, so that its reader hears how far it got.
 */
export async function readAfter(
  engine: Engine,
  { project, position, head, filter, countMax }: ReadAfter,
  left?: AbortSignal,
): Promise<{ events: StoredEvent[]; position: Position }> {
  const events: StoredEvent[] = []
  const reached = new Map(position)
  const condition = filterSql(project, filter)
  for (const [writer, seqLast] of head) {
    let range = countMax
    const start = position.get(writer) ?? 0
    let seq = start
    while (seq < seqLast && events.length < countMax && seq - start < seqsPerCallMax) {
      const to = Math.min(seq + range, seqLast)
      const rows = await engine.rows<SelectedEvent>(
        `SELECT ${eventColumns} FROM event
        WHERE ${condition.sql} AND writer = {writer:UInt16} AND seq > {after:UInt64} AND seq <= {to:UInt64}
        ORDER BY seq LIMIT {countMax:UInt32}`,
        {
          params: { ...condition.params, writer, after: seq, to, countMax: countMax - events.length },
          ...(left && { left }),
        },
      )
      events.push(...rows.map(storedEvent))
      seq = events.length < countMax ? to : (events.at(-1)?.seq ?? to)
      range *= 2
    }
    reached.set(writer, Math.max(seq, reached.get(writer) ?? 0))
  }
  return { events, position: reached }
}
