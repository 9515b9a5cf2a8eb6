import { type EventCounts, eventCounts } from '../event/event-counts.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { sessionAggregates, userAggregates } from './schema/events.ts'

/**
 * One row for each session and conversation that stand together in an event, both perhaps null. These are the very
 * expressions of the projection, from which the engine answers it without reading events.
 */
export function sessionPartsSql(where: string): string {
  return partsSql('session_id, conversation_id', sessionAggregates, where)
}

/** The same for each user, of whom there is a projection as well. */
export function userPartsSql(where: string): string {
  return partsSql('user_id, session_id, conversation_id', userAggregates, where)
}

function partsSql(keys: string, aggregates: Readonly<Record<string, string>>, where: string): string {
  const counted = Object.entries(aggregates).map(([name, sql]) => `${sql} AS ${name}`)
  return `SELECT ${keys}, ${counted.join(', ')} FROM event WHERE ${where} GROUP BY ${keys}`
}

/** What such parts, named `part`, say together. */
export const summedSql = `min(part.first_timestamp) AS first_timestamp,
      max(part.last_timestamp) AS last_timestamp,
      ${eventCounts.map((name) => `sum(part.${name}) AS ${name}`).join(', ')}`

/** How long it took from the first to the last, in nanoseconds. In more than 64 bits: there are more between 1900 and 2261. */
export const durationSql = 'toInt128(toUnixTimestamp64Nano(last_timestamp)) - toUnixTimestamp64Nano(first_timestamp)'

/** The columns of a SELECT from that which `summed` understands. */
export const summedColumns = `toUnixTimestamp64Nano(first_timestamp) AS first_ns,
  toUnixTimestamp64Nano(last_timestamp) AS last_ns, ${eventCounts.join(', ')}`

/** 64-bit integers come as text. */
export type SelectedSums = Record<'first_ns' | 'last_ns' | keyof EventCounts, string>

export function summed(row: SelectedSums): EventCounts & {
  first_timestamp: TimestampNs
  last_timestamp: TimestampNs
} {
  return {
    first_timestamp: BigInt(row.first_ns),
    last_timestamp: BigInt(row.last_ns),
    event_count: Number(row.event_count),
    tool_call_count: Number(row.tool_call_count),
    transfer_count: Number(row.transfer_count),
    error_count: Number(row.error_count),
  }
}
