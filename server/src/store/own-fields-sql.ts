import type { Filter, Test } from '@occur/client/filter'
import type { Descriptor } from '../event/session-descriptors.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { numberSql, type PlainTest, textSql, timeSql } from './filter-language-sql.ts'
import type { Bound } from './filter-sql.ts'

/**
 * How a list of sessions or conversations answers a filter that speaks of what it lists as well as of the events in it: by
 * `type:lookup events>20` a session is found that contains an event which passes `type:lookup`, and has more than 20.
 */
export interface OwnFieldsSql {
  /** What each field of its own is in SQL, and how it is compared. */
  fields: Readonly<Record<string, { sql: string; type: 'time' | 'number' } | { descriptor: Descriptor }>>
  /** That it contains an event that passes the filter. */
  contains: (filter: Filter) => string
  /** That it is described by a value that passes the condition on the column `value`. */
  isDescribed: (descriptor: Descriptor, condition: string) => string
}

/** What stands side by side about events is about one and the same event. */
export function ownFieldsSql(filter: Filter, now: TimestampNs, own: OwnFieldsSql, bound: Bound): string {
  if (!speaksOfOwn(filter, own)) return own.contains(filter)
  const inner = (part: Filter) => ownFieldsSql(part, now, own, bound)
  switch (filter.kind) {
    case 'and': {
      const { ofEvents, others } = splitAsked(filter, own)
      const parts = [...(ofEvents === null ? [] : [own.contains(ofEvents)]), ...others.map(inner)]
      return `(${parts.join(' AND ')})`
    }
    case 'or':
      return `(${filter.of.map(inner).join(' OR ')})`
    case 'not':
      return `NOT ifNull(${inner(filter.of)}, 0)`
    case 'words':
      return own.contains(filter)
    case 'field':
      return ownTestSql(filter.field.name, filter.test, now, own, bound)
  }
}

/** Of conditions that must all hold: those on one event, and those that say more. */
export function splitAsked(
  filter: Filter,
  own: Pick<OwnFieldsSql, 'fields'>,
): { ofEvents: Filter | null; others: Filter[] } {
  const parts = filter.kind === 'and' ? filter.of : [filter]
  const ofEvents = parts.filter((part) => !speaksOfOwn(part, own))
  return {
    ofEvents: ofEvents.length === 0 ? null : { kind: 'and', of: ofEvents },
    others: parts.filter((part) => speaksOfOwn(part, own)),
  }
}

function speaksOfOwn(filter: Filter, own: Pick<OwnFieldsSql, 'fields'>): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some((part) => speaksOfOwn(part, own))
  if (filter.kind === 'not') return speaksOfOwn(filter.of, own)
  return filter.kind === 'field' && Object.hasOwn(own.fields, filter.field.name)
}

function ownTestSql(name: string, test: Test, now: TimestampNs, own: OwnFieldsSql, bound: Bound): string {
  const anyOf: readonly PlainTest[] = test.op === 'any' ? (test.of as PlainTest[]) : [test]
  const field = own.fields[name]!
  if ('descriptor' in field) {
    const conditions = anyOf.map((one) => textSql('value', one, bound))
    return own.isDescribed(field.descriptor, conditions.join(' OR '))
  }
  const { sql, type } = field
  const conditions = anyOf.map((one) => (type === 'time' ? timeSql(sql, one, now, bound) : numberSql(sql, one, bound)))
  return `(${conditions.join(' OR ')})`
}
