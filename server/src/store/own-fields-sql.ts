import type { Filter, Test } from '@occur/client/filter'
import type { Asked } from '../event/filter.ts'
import type { Descriptor } from '../event/session-descriptors.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { numberSql, type PlainTest, textSql, timeSql } from './filter-language-sql.ts'
import type { Bound } from './filter-sql.ts'
import type { SessionSearchSql } from './session-search-sql.ts'

/**
 * How a list of sessions, conversations or users answers a filter that speaks of what it lists as well as of the events
 * in it: by `type:lookup events>20` a session is found that contains an event which passes `type:lookup`, and has more than 20.
 */
export interface OwnFieldsSql {
  /** What each field of its own is in SQL, and how it is compared. */
  fields: Readonly<Record<string, { sql: string; type: 'time' | 'number' } | { descriptor: Descriptor | 'agent' }>>
  /** That it contains an event that passes this condition on `event`. */
  contains: (events: string) => string
  /** That it is described by a value that passes; the condition is on an SQL expression. */
  isDescribed: (descriptor: Descriptor | 'agent', passes: (value: string) => string) => string
}

/** Fields that are numbers under their own names. */
export function numberFields(names: readonly string[]): OwnFieldsSql['fields'] {
  return Object.fromEntries(names.map((name) => [name, { sql: name, type: 'number' }]))
}

type Search = Pick<SessionSearchSql, 'eventsSql' | 'bound'>

/**
 * What is asked, in two: a condition on events of which one must be contained, if there is any, and all that is said
 * beside. So that event can be looked up before anything is counted, which spares counting what has none.
 */
export function askedSql(
  asked: Asked | undefined,
  own: OwnFieldsSql,
  search: Search,
): { ofEvents: string | null; rest: string[] } {
  if (!asked) return { ofEvents: null, rest: [] }
  const { ofEvents, others } = splitAsked(asked.filter, own)
  return {
    ofEvents: ofEvents && search.eventsSql({ ...asked, filter: ofEvents }),
    rest: others.map((filter) => ownFieldsSql({ ...asked, filter }, own, search)),
  }
}

/** What stands side by side about events is about one and the same event. */
export function ownFieldsSql({ filter, now }: Asked, own: OwnFieldsSql, search: Search): string {
  const contains = (filter: Filter) => own.contains(search.eventsSql({ filter, now }))
  if (!speaksOfOwn(filter, own)) return contains(filter)
  const inner = (filter: Filter) => ownFieldsSql({ filter, now }, own, search)
  switch (filter.kind) {
    case 'and': {
      const { ofEvents, others } = splitAsked(filter, own)
      const parts = [...(ofEvents === null ? [] : [contains(ofEvents)]), ...others.map(inner)]
      return `(${parts.join(' AND ')})`
    }
    case 'or':
      return `(${filter.of.map(inner).join(' OR ')})`
    case 'not':
      return `NOT ifNull(${inner(filter.of)}, 0)`
    case 'words':
      return contains(filter)
    case 'field':
      return ownTestSql(filter.field.name, filter.test, now, own, search.bound)
  }
}

/** Of conditions that must all hold: those on one event, and those that say more. */
function splitAsked(filter: Filter, own: OwnFieldsSql): { ofEvents: Filter | null; others: Filter[] } {
  const parts = filter.kind === 'and' ? filter.of : [filter]
  const ofEvents = parts.filter((part) => !speaksOfOwn(part, own))
  return {
    ofEvents: ofEvents.length === 0 ? null : { kind: 'and', of: ofEvents },
    others: parts.filter((part) => speaksOfOwn(part, own)),
  }
}

function speaksOfOwn(filter: Filter, own: OwnFieldsSql): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some((part) => speaksOfOwn(part, own))
  if (filter.kind === 'not') return speaksOfOwn(filter.of, own)
  return filter.kind === 'field' && Object.hasOwn(own.fields, filter.field.name)
}

function ownTestSql(name: string, test: Test, now: TimestampNs, own: OwnFieldsSql, bound: Bound): string {
  const anyOf: readonly PlainTest[] = test.op === 'any' ? (test.of as PlainTest[]) : [test]
  const field = own.fields[name]!
  if ('descriptor' in field) {
    return own.isDescribed(field.descriptor, (value) => anyOf.map((one) => textSql(value, one, bound)).join(' OR '))
  }
  const { sql, type } = field
  const conditions = anyOf.map((one) => (type === 'time' ? timeSql(sql, one, now, bound) : numberSql(sql, one, bound)))
  return `(${conditions.join(' OR ')})`
}
