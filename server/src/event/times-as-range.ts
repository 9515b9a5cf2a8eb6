import type { Filter } from '@occur/client/filter'
import type { EventFilter } from './filter.ts'
import { type TimeRange, timeRange } from './time-range.ts'
import type { TimestampNs } from './timestamp.ts'

/**
 * The same filter, with what it demands of every timestamp as its range: `timestamp>=2026-03-02 type:a` is `type:a` from
 * that day on. Conditions inside an OR or a negation stay where they are, and so do all of them when no instant passes.
 */
export function timesAsRange<Some extends Pick<EventFilter, 'asked' | 'from' | 'to'>>(filter: Some): Some {
  if (!filter.asked) return filter
  const { filter: written, now } = filter.asked
  const parts = demanded(written).map((part) => ({ part, range: rangeOf(part, now) }))
  const { from, to } = [filter, ...parts.map(({ range }) => range ?? {})].reduce(both)
  const isEmpty = from !== undefined && to !== undefined && from >= to
  if (isEmpty || parts.every(({ range }) => range === undefined)) return filter
  const others = parts.flatMap(({ part, range }) => (range === undefined ? [part] : []))
  return {
    ...filter,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    asked: { filter: { kind: 'and', of: others }, now },
  }
}

/** What must all hold. */
function demanded(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.of.flatMap(demanded) : [filter]
}

function rangeOf(part: Filter, now: TimestampNs): TimeRange | undefined {
  if (part.kind !== 'field' || part.field.name !== 'timestamp') return undefined
  const { test } = part
  if (test.op === 'any' || test.op === 'begins' || test.op === 'exists') return undefined
  const range = timeRange(test.op, test.value, now)
  return typeof range === 'string' ? undefined : range
}

/** The instants that are in both. */
function both(one: TimeRange, other: TimeRange): TimeRange {
  const from = one.from === undefined || (other.from !== undefined && other.from > one.from) ? other.from : one.from
  const to = one.to === undefined || (other.to !== undefined && other.to < one.to) ? other.to : one.to
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}
