import { type Search, searchOf, textOf, wholeNumberOf } from './search.ts'

/** What a list is narrowed to, how it is ordered, and which page of it is looked at, as its address says it. */
export interface PagedSearch extends Search {
  page?: number | undefined
  /** Without, what its list is ordered by when nothing is said. */
  sort?: string | undefined
  /** Without, from the greatest or latest on. */
  order?: 'asc' | undefined
}

export function pagedSearchOf(search: Record<string, unknown>): PagedSearch {
  return {
    ...searchOf(search),
    page: wholeNumberOf(search.page) || undefined,
    sort: textOf(search.sort),
    order: search.order === 'asc' ? 'asc' : undefined,
  }
}

/** How a journey is looked at, as its address says it. */
export interface JourneySearch {
  /** Oldest first; otherwise newest first. */
  order?: 'asc' | undefined
  /** All time to scale, or without what lies between the sessions; otherwise whichever shows more. */
  axis?: 'whole' | 'closed' | undefined
  /** Which part of the time is shown, in seconds since 1970: `1790841600-1790845200`. */
  zoom?: string | undefined
}

export function journeySearchOf(search: Record<string, unknown>): JourneySearch {
  const axis = textOf(search.axis)
  return {
    order: textOf(search.order) === 'asc' ? 'asc' : undefined,
    axis: axis === 'whole' || axis === 'closed' ? axis : undefined,
    zoom: textOf(search.zoom),
  }
}
