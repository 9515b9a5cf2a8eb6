import { eventFieldSet, type Views } from '@occur/client/filter'
import { type EventFilter, parseSearch } from '../event/filter.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { askedFilter } from './asked-filter.ts'
import { invalidQuery } from './problems.ts'

/** What the search and range parameters of a list of events mean. */
export function eventFilterOf(
  request: {
    from?: TimestampNs
    to?: TimestampNs
    searchFields: readonly string[]
    searchValues: readonly string[]
    q: string | undefined
  },
  views: Views,
): EventFilter {
  const conditions = parseSearch(request.searchFields, request.searchValues)
  if ('problem' in conditions) throw invalidQuery('search_fields', conditions.problem)
  return {
    conditions,
    ...askedFilter(request.q, eventFieldSet, views),
    ...(request.from !== undefined && { from: request.from }),
    ...(request.to !== undefined && { to: request.to }),
  }
}
