/** The envelope of every paged list of the compatible API. */
export interface Page<T> {
  items: T[]
  /** 0-based. */
  page: number
  /** What was applied, which may be less than the `limit` that was asked for. */
  page_size: number
  total_pages: number | null
  total_count: number | null
  /** Opaque: pass it as `cursor` for what comes next in this order; null when there is no more. Lists of events only. */
  next_cursor?: string | null
}

/** The query parameters of every list. Arrays are sent as repeated keys. */
export interface ListQuery {
  page?: number
  /** Default 25; 0 counts only. */
  limit?: number
  /** Default true. With `false` the totals may be null: nothing is counted for them. */
  total?: boolean
  /** Pairs by index with `search_field_values`. */
  search_fields?: string[]
  search_field_values?: string[]
  /** A filter of the language: see docs/filter.md. */
  q?: string
  order_by?: string
  order_by_direction?: 'asc' | 'desc'
  fields?: string[]
  /** RFC 3339 or a bare date; inclusive. */
  start_datetime?: string
  /** RFC 3339 or a bare date; exclusive. */
  end_datetime?: string
}

export interface EventListQuery extends ListQuery {
  /** From `next_cursor`: pages by key instead of by number. `page` is then ignored by contract and must be absent. */
  cursor?: string
}
