import type { Facets } from '@occur/client/protocol'
import { eventFacetsQuery } from './event-facets.ts'
import { withTerm } from './search.ts'

const ownFields = ['type', 'category', 'source', 'source_id', 'agent', 'session_id', 'conversation_id', 'user_id']
const startsMax = 8

/** What events can be grouped and measured by, and filters for what happens: their own fields, attributes, types. */
export const fieldNamesQuery = { ...eventFacetsQuery({}), select: namesOf, staleTime: 300_000 }

function namesOf({ attributes, fields }: Facets) {
  const paths = attributes?.paths ?? []
  const numbers = paths.filter(({ types }) => types.includes('number')).map(({ path }) => path)
  return {
    all: [...ownFields, ...paths.map(({ path }) => path)],
    numbers,
    /** A filter for each of the most frequent types, what begins something and what hands over first. */
    starts: [...(fields.type ?? [])]
      .flatMap(({ value }) => (value === null ? [] : [value]))
      .sort((a, b) => rankOf(a) - rankOf(b))
      .slice(0, startsMax)
      .flatMap((type) => withTerm(undefined, 'type', type) ?? []),
  }
}

function rankOf(type: string): number {
  return /start(ed)?$/.test(type) ? 0 : /transfer|handoff/.test(type) ? 1 : 2
}
