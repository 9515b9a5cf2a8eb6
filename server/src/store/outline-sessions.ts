import type { Engine } from '../engine/engine.ts'
import { type FoundMark, type FoundOutline, outlineSlots } from '../event/outline.ts'
import type { SessionFacts } from '../event/session.ts'
import { duringSql } from './describe-sessions.ts'
import { eventColumns, type SelectedEvent, storedEvent } from './event-rows.ts'
import { isTransferSql } from './find-transfers.ts'
import { longStatement, quote } from './quote.ts'

/** What these sessions are drawn from, by session id. Only the time in which they happened is read. */
export async function outlineSessions(
  engine: Engine,
  project: string,
  sessions: readonly SessionFacts[],
  left?: AbortSignal,
): Promise<Map<string, FoundOutline>> {
  const outlines = new Map(
    sessions.map(({ session_id }): [string, FoundOutline] => [session_id, { marks: [], transfers: [] }]),
  )
  const [marks, transfers] = await Promise.all([
    findMarks(engine, project, sessions, left),
    findTransfers(engine, project, sessions, left),
  ])
  for (const { session_id, ...mark } of marks) outlines.get(session_id)?.marks.push(mark)
  for (const event of transfers) outlines.get(event.session_id ?? '')?.transfers.push(event)
  return outlines
}

/** However long a session is, at most one row for each of its slots and kinds. */
async function findMarks(
  engine: Engine,
  project: string,
  sessions: readonly SessionFacts[],
  left?: AbortSignal,
): Promise<(FoundMark & { session_id: string })[]> {
  if (sessions.length === 0) return []
  const rows = await engine.rows<FoundMark & { session_id: string }>(
    `SELECT assumeNotNull(session_id) AS session_id, ${slotSql(sessions)} AS slot, source, category, type, max(failed) = 1 AS failed
    FROM event WHERE ${eventsOfSql(sessions)}
    GROUP BY session_id, slot, source, category, type
    ORDER BY session_id, slot, source, category, type`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  return rows.map((row) => ({ ...row, slot: Number(row.slot), failed: Boolean(row.failed) }))
}

/** So many events tell of a transfer from its request to its end, and of a few tries before it. */
const transferEventsMax = 20

async function findTransfers(engine: Engine, project: string, sessions: readonly SessionFacts[], left?: AbortSignal) {
  if (sessions.length === 0) return []
  const rows = await engine.rows<SelectedEvent>(
    `SELECT ${eventColumns} FROM event WHERE ${eventsOfSql(sessions)} AND ${isTransferSql}
    ORDER BY timestamp DESC, event_id DESC LIMIT ${transferEventsMax} BY session_id`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  return rows.map(storedEvent).toReversed()
}

function eventsOfSql(sessions: readonly SessionFacts[]): string {
  const ids = sessions.map(({ session_id }) => quote(session_id)).join(', ')
  return `project = {project:String} AND ${duringSql(sessions)} AND session_id IN (${ids})`
}

/**
 * In which part of its session an event is. What came since the bounds were read counts to the first part or the last. As
 * numbers of floating point, because there are more nanoseconds between 1900 and 2261 than an integer of the engine holds.
 */
function slotSql(sessions: readonly SessionFacts[]): string {
  const ids = `[${sessions.map(({ session_id }) => quote(session_id)).join(', ')}]`
  const bound = (bounds: readonly bigint[]) =>
    `toFloat64(transform(assumeNotNull(session_id), ${ids}, CAST('[${bounds.join(', ')}]', 'Array(Int64)'), toInt64(0)))`
  const first = bound(sessions.map(({ first_timestamp }) => first_timestamp))
  const last = bound(sessions.map(({ last_timestamp }) => last_timestamp))
  const part = `(toFloat64(toUnixTimestamp64Nano(timestamp)) - ${first}) / (${last} - ${first})`
  return `if(${last} <= ${first}, 0, toUInt16(greatest(0, least(${outlineSlots - 1}, floor(${part} * ${outlineSlots})))))`
}
