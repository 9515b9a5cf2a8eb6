import { formatField, type WrittenFilter } from '@occur/client/filter'
import { type Answer, facetFields } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'
import { eventFacetsQuery } from './event-facets.ts'
import { askedOf } from './explore.ts'
import { boundsOf, type Search } from './search.ts'
import { partsOf, textOfParts } from './terms.ts'

export interface FacetValue {
  /** Null for those without a value. */
  value: string | null
  count: number
}

export type FacetField = (typeof facetFields)[number]

const valueCountMax = 20

/** What the events are, whatever the filter says of the field itself: what else could be chosen there. */
export function facetsBesideQuery(search: Search, field: string) {
  return eventFacetsQuery({ ...search, q: withoutField(search.q, field) })
}

/** The most frequent values of any field or path, whatever the filter says of it itself. */
export function valuesQuery(search: Search, field: string) {
  const asked = askedOf({ ...search, q: withoutField(search.q, field) })
  return queryOptions({
    queryKey: ['explore', 'values', { ...asked, field }],
    queryFn: async ({ signal }): Promise<FacetValue[]> => {
      const { groups } = await request<Answer>('/api/v1/ask', {
        method: 'POST',
        body: { ...boundsOf(asked, Date.now()), ...(asked.q && { q: asked.q }), group_by: [field], top: valueCountMax },
        signal,
      })
      return groups.map(({ key, values }) => ({ value: key[0] ?? null, count: values[0] ?? 0 }))
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}

export function isFacetField(field: string): field is FacetField {
  return facetFields.some((one) => one === field)
}

/** Whether a condition that must hold is about the field. */
export function speaksOf(q: string | undefined, field: string): boolean {
  return (partsOf(q) ?? []).some((part) => isAbout(part, field))
}

/** The filter without what it says of a field, where that stands by itself. */
export function withoutField(q: string | undefined, field: string): string | undefined {
  const parts = partsOf(q)
  return parts ? textOfParts(parts.filter((part) => !isAbout(part, field))) : q
}

function isAbout(part: WrittenFilter, field: string): boolean {
  if (part.kind === 'not') return isAbout(part.of, field)
  return part.kind === 'field' && formatField(part.field) === field
}
