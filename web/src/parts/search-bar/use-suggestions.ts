import type { FieldSet } from '@occur/client/filter'
import { eventFieldSet } from '@occur/client/filter'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { eventValuesQuery, facetsQuery, sessionValuesQuery } from '../../data/known-values.ts'
import { recentFilters } from '../../data/recent-filters.ts'
import { viewsQuery } from '../../data/saved-views.ts'
import { searchOf } from '../../data/search.ts'
import { type AtCaret, atCaret } from './caret.ts'
import { type Suggestion, suggestionsAt } from './suggestions.ts'

export interface Completion {
  at: AtCaret
  suggestions: readonly Suggestion[]
  isLoading: boolean
}

interface Written {
  text: string
  caret: number
  /** A whole value is selected: any other may take its place. */
  isSelected: boolean
}

const enough = 5

/** What could be written at the caret, from what there is in the time that the screen looks at. */
export function useSuggestions(
  { text, caret, isSelected }: Written,
  fields: FieldSet,
  of: string,
  isOn: boolean,
): Completion {
  const { range, from, to, tz } = searchOf(useSearch({ strict: false }) as Record<string, unknown>)
  const place = atCaret(text, caret, fields)
  const at = isSelected && 'typed' in place ? { ...place, typed: '' } : place
  const others = at.kind === 'value' ? at.others : undefined
  const search = { q: others || undefined, range, from, to, tz }

  const { data: facets, isLoading: isLoadingFacets } = useQuery({ ...facetsQuery(search), enabled: isOn })
  const { data: views } = useQuery({ ...viewsQuery, enabled: isOn })

  const wanted = at.kind === 'value' && at.type !== 'time' && at.type !== 'prose' ? at : undefined
  const field = wanted?.field ?? { name: '', path: [] }
  const isFacet = facets !== undefined && Object.hasOwn(facets.fields, field.name)
  // The agent is that of the session: no event has it by itself.
  const isOfEvents = Object.hasOwn(eventFieldSet, field.name) && field.name !== 'agent'
  const asksEvents = isOn && wanted !== undefined && !isFacet && isOfEvents
  const newest = useQuery({ ...eventValuesQuery(field, '', search), enabled: asksEvents })
  const asksSessions = isOn && wanted?.type === 'text' && !isOfEvents
  const ofSessions = useQuery({ ...sessionValuesQuery(field.name, search), enabled: asksSessions })

  // What is not among the newest is looked for by how it begins.
  const typed = useSettled(wanted?.typed ?? '')
  const found = newest.data?.filter(({ value }) => value.includes(typed)) ?? []
  const asksMore = asksEvents && newest.data !== undefined && typed !== '' && found.length < enough
  const more = useQuery({ ...eventValuesQuery(field, typed, search), enabled: asksMore })

  const values = [...(newest.data ?? ofSessions.data ?? []), ...(asksMore ? (more.data ?? []) : [])]
  const known = { facets, views, recent: isOn ? recentFilters(of) : [], values: unique(values) }
  return {
    at,
    suggestions: isOn ? suggestionsAt(at, fields, known, text.trim() === '') : [],
    isLoading: isLoadingFacets || newest.isLoading || ofSessions.isLoading || more.isLoading,
  }
}

function unique(values: readonly { value: string }[]): { value: string }[] {
  return [...new Set(values.map(({ value }) => value))].map((value) => ({ value }))
}

const settledMs = 200

/** The text once nobody has written for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settledMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
