import { formatFilter } from '@occur/client/filter'
import type { Measure } from '@occur/client/protocol'
import { type Search, withTerm } from './search.ts'
import { partsOf, textOfParts } from './terms.ts'

/** The search for what is in one group: the field of each part of its key has that value, or none. */
export function searchOfGroup(search: Search, fields: readonly string[], key: readonly (string | null)[]): Search {
  const terms = fields.map((field, at) => withTerm(undefined, field, key[at] ?? null))
  return placedSearch(search, ...terms)
}

/** The same time, with what these filters say as well. */
export function placedSearch({ q, range, from, to, tz }: Search, ...more: (string | undefined)[]): Search {
  return { q: more.reduce(bothOf, q), range, from, to, tz }
}

/** What both say. One that is not understood stays in sight as it is. */
export function bothOf(q: string | undefined, more: string | undefined): string | undefined {
  const [parts, others] = [partsOf(q), partsOf(more)]
  if (!parts || !others) return [q, more].filter(Boolean).join(' ') || undefined
  const known = new Set(parts.map(formatFilter))
  return textOfParts([...parts, ...others.filter((part) => !known.has(formatFilter(part)))])
}

/** Where the things are that a measure counts. */
export function placeOf(measure: Measure | undefined): '/explore' | '/sessions' | '/conversations' | '/people' {
  const of = measure?.measure === 'distinct' ? measure.of : undefined
  if (of === 'session_id') return '/sessions'
  if (of === 'conversation_id') return '/conversations'
  return of === 'user_id' ? '/people' : '/explore'
}

/** The list of what questions follow. */
export const listOfUnit = { session: '/sessions', conversation: '/conversations', user: '/people' } as const
