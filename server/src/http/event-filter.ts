import { eventFieldSet, type Views } from '@occur/client/filter'
import { type EventFilter, parseSearch } from '../event/filter.ts'
import { askedFilter } from './asked-filter.ts'
import type { AskedRows } from './list-query.ts'
import { invalidQuery } from './problems.ts'

/** What the search and range parameters of a list of events mean. */
export function eventFilterOf(request: AskedRows, views: Views): EventFilter {
  const conditions = parseSearch(request.searchFields, request.searchValues)
  if ('problem' in conditions) throw invalidQuery('search_fields', conditions.problem)
  return {
    conditions,
    ...askedFilter(request.q, eventFieldSet, views),
    ...(request.from !== undefined && { from: request.from }),
    ...(request.to !== undefined && { to: request.to }),
  }
}
