import { quarterNs } from '../../event/quarters.ts'
import { userAggregates } from './events.ts'

/** When the quarter of an hour began that an event is in, in nanoseconds since 1970; before 1970 as well. */
export const quarterSql = `toUnixTimestamp64Nano(timestamp) - positiveModulo(toUnixTimestamp64Nano(timestamp), toInt64(${quarterNs}))`

/** What events are counted by beforehand. */
export const countedColumns = ['source', 'source_id', 'category', 'type'] as const

/** The same without the one that has many values. */
export const kindColumns = countedColumns.filter((column) => column !== 'source_id')

/**
 * How many events there were, by the quarter of an hour and by what kinds they were: once by all of these, and once by
 * kinds alone, which is a tenth as long. As projections they are in the very parts that they count, so
 * they follow whatever becomes of events; what has no counts yet the engine counts itself. A query that uses the same
 * expressions is answered from the shortest that will do.
 */
export const countsSchema = Object.entries({
  counts: countedColumns,
  counts_of_kinds: kindColumns,
}).map(([name, columns]) => {
  const keys = `project, ${quarterSql}, ${columns.join(', ')}`
  return `ALTER TABLE event ADD PROJECTION IF NOT EXISTS ${name} (
    SELECT ${keys}, count(), min(timestamp), max(timestamp) GROUP BY ${keys}
  )`
})

/** What users are counted by, for each session of theirs; as a projection, like that of sessions. */
export const usersSchema = [
  `ALTER TABLE event ADD PROJECTION IF NOT EXISTS users (
    SELECT project, user_id, session_id, conversation_id, ${Object.values(userAggregates).join(', ')}
    GROUP BY project, user_id, session_id, conversation_id
  )`,
]

/**
 * Which sessions have events of what kinds, sorted by these: sessions that have an event of a kind are then found and counted
 * without their other events.
 */
export const sessionsOfKindsSchema = [
  `ALTER TABLE event ADD PROJECTION IF NOT EXISTS sessions_of_kinds (
    SELECT project, type, category, source, session_id, count() GROUP BY project, type, category, source, session_id
  )`,
]
