import type { ListQuery, Page } from '@occur/client/protocol'
import { parseRangeEnd, type TimestampNs } from '../event/timestamp.ts'
import { pageCount } from '../query/event-page.ts'
import { invalidQuery } from './problems.ts'

/** What a list was asked for, checked. `OrderField` and `Field` are the names that this list knows. */
export interface ListRequest<OrderField extends string, Field extends string> {
  page: number
  /** What is applied: at most the largest page. 0 counts only. */
  limit: number
  offset: number
  /** Whether to count for the totals. */
  isCounted: boolean
  orderBy: OrderField
  direction: 'asc' | 'desc'
  /** What to answer of each item, or null for all; `timestamp` is always among them. */
  fields: readonly Field[] | null
  /** Inclusive. */
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
  /** Pairs by index, as they came. */
  searchFields: readonly string[]
  searchValues: readonly string[]
  /** A filter of the language, not yet parsed. */
  q: string | undefined
}

/** Which of its rows a list was asked for. */
export type AskedRows = Pick<ListRequest<string, string>, 'from' | 'to' | 'searchFields' | 'searchValues' | 'q'>

/** What a list knows; the first of `orderFields` is what it is sorted by when nothing is said. */
export interface ListNames<OrderField extends string, Field extends string> {
  orderFields: readonly [OrderField, ...OrderField[]]
  fields: readonly Field[]
  pageSizeMax: number
}

const pageSizeDefault = 25

/** The parameters that all lists share, beyond what their schema can say. What does not fit is a 422 that says why. */
export function parseListQuery<OrderField extends string, Field extends string>(
  query: ListQuery,
  names: ListNames<OrderField, Field>,
): ListRequest<OrderField, Field> {
  const page = query.page ?? 0
  const limit = Math.min(query.limit ?? pageSizeDefault, names.pageSizeMax)
  const from = parseInstant('start_datetime', query.start_datetime)
  const to = parseInstant('end_datetime', query.end_datetime)
  return {
    page,
    limit,
    offset: page * limit,
    isCounted: query.total ?? true,
    orderBy: query.order_by ? knownName('order_by', query.order_by, names.orderFields) : names.orderFields[0],
    direction: query.order_by_direction ?? 'desc',
    fields: parseFields(query.fields, names.fields),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    q: query.q,
    ...parsePairs(query.search_fields ?? [], query.search_field_values ?? []),
  }
}

/** The envelope of a page. */
export function pageOf<Item>(
  items: Item[],
  { page, limit }: { page: number; limit: number },
  totalCount: number | null,
): Page<Item> {
  return { items, page, page_size: limit, total_pages: pageCount(totalCount, limit), total_count: totalCount }
}

/** Refuses a name that is none of the known ones, and says which those are. */
export function knownName<Name extends string>(parameter: string, name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name)
  if (found === undefined) throw invalidQuery(parameter, `"${name}" is none of ${known.join(', ')}`, 'enum')
  return found
}

function parseFields<Field extends string>(asked: readonly string[] = [], known: readonly Field[]): Field[] | null {
  // `fields=` is how some clients write an empty list.
  const names = asked.filter((name) => name !== '').map((name) => knownName('fields', name, known))
  if (names.length === 0) return null
  return known.filter((name) => name === 'timestamp' || names.includes(name))
}

/** An empty value is a value, so lists of unequal length are never mended by guessing; two lists of nothing are none. */
function parsePairs(searchFields: readonly string[], searchValues: readonly string[]) {
  const isNothing = searchFields.every((name) => name === '') && searchValues.every((value) => value === '')
  if (isNothing) return { searchFields: [], searchValues: [] }
  if (searchFields.length !== searchValues.length) {
    throw invalidQuery(
      'search_field_values',
      `There are ${searchFields.length} search_fields and ${searchValues.length} search_field_values; they pair by place`,
    )
  }
  return { searchFields, searchValues }
}

function parseInstant(parameter: string, text: string | undefined): TimestampNs | undefined {
  if (text === undefined) return undefined
  const instant = parseRangeEnd(text.trim())
  if (typeof instant === 'string') throw invalidQuery(parameter, `${JSON.stringify(text)} ${instant}`, 'datetime')
  return instant
}
