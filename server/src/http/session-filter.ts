import type { FieldSet, Views } from '@occur/client/filter'
import type { Asked } from '../event/filter.ts'
import type { FactKind } from '../event/session-fields.ts'
import { parseSessionSearch, type SessionSearch } from '../event/session-search.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { askedFilter } from './asked-filter.ts'
import type { AskedRows } from './list-query.ts'
import { invalidQuery } from './problems.ts'

/** What the search and range parameters of a list of sessions, conversations or users mean. */
export function sessionFilterOf<Fact extends string>(
  request: AskedRows,
  facts: Record<Fact, FactKind>,
  fields: FieldSet,
  views: Views,
): SessionSearch<Fact> & { from?: TimestampNs; to?: TimestampNs; asked?: Asked } {
  const search = parseSessionSearch(request.searchFields, request.searchValues, facts)
  if ('problem' in search) throw invalidQuery('search_fields', search.problem)
  return {
    ...search,
    ...askedFilter(request.q, fields, views),
    ...(request.from !== undefined && { from: request.from }),
    ...(request.to !== undefined && { to: request.to }),
  }
}
