import { type ExportFormat, eventFields, type Page } from '@occur/client/protocol'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { addressOf, request } from './api.ts'
import { columnsOf, eventColumns } from './columns.ts'
import type { ListedEvent } from './events.ts'
import { queryOf, type Search, searchOf, textOf } from './search.ts'

/** What Explore shows, as its address says it. */
export interface ExploreSearch extends Search {
  /** Oldest first; otherwise newest first. */
  order?: 'asc' | undefined
  /** The columns in their order, `type~180` with a width; without, those of everybody. */
  col?: string[] | undefined
  /** What the histogram is divided by: a field or a path in the attributes; `none`. Without, by type. */
  by?: string | undefined
  /** Which event is open beside the list. */
  event?: string | undefined
}

export function exploreSearchOf(raw: Record<string, unknown>): ExploreSearch {
  const columns = columnsOf(raw.col)
  return {
    ...searchOf(raw),
    order: raw.order === 'asc' ? 'asc' : undefined,
    col: columns.length > 0 ? columns : undefined,
    by: textOf(raw.by),
    event: textOf(raw.event),
  }
}

const pageSize = 100

/** What a search asks for, without how it is looked at: the part of it that answers depend on. */
export function askedOf({ q, range, from, to, tz }: Search): Search {
  return { q, range, from, to, tz }
}

/** The events that pass, a page after the other. They stay as they were read until somebody loads them again. */
export function eventPagesQuery(search: ExploreSearch) {
  const { order } = search
  return infiniteQueryOptions({
    queryKey: ['explore', 'events', { ...askedOf(search), order }],
    queryFn: ({ signal, pageParam }) =>
      request<Page<ListedEvent>>('/api/v1/events/', {
        query: {
          ...queryOf(search, Date.now()),
          limit: pageSize,
          order_by: 'timestamp',
          order_by_direction: order ?? 'desc',
          cursor: pageParam,
          total: false,
          fields: [...eventFields, 'event_id', 'received_at'],
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** How many events pass, counted exactly. */
export function passingCountQuery(search: Search) {
  const asked = askedOf(search)
  return queryOptions({
    queryKey: ['explore', 'count', asked],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(asked, Date.now()), limit: 0 }
      return (await request<Page<never>>('/api/v1/events/', { query, signal })).total_count
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}

/** Where the file of all events that pass is. With `columns`, of their fields only; attributes come as a whole. */
export function exportAddress(search: ExploreSearch, format: ExportFormat, columns?: readonly string[]): string {
  const fields = columns?.map((field) => (field.startsWith('attributes.') ? 'attributes' : field))
  return addressOf('/api/v1/events/export', {
    ...queryOf(search, Date.now()),
    format,
    order: search.order ?? 'desc',
    fields: fields && eventColumns.filter((field) => fields.includes(field)),
  })
}
