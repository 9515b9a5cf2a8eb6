import { type EventField, eventFields } from '@occur/client/protocol'
import { decodePageKey, encodePageKey } from '../event/cursor.ts'
import type { EventFilter } from '../event/filter.ts'
import type { EventOrder, EventReads } from '../store/find-events.ts'
import { type AnswerField, eventJson } from './event-json.ts'

/** A page of events that was asked for, by number or by cursor. */
export interface EventPageRequest {
  filter: EventFilter
  order: EventOrder
  fields: readonly AnswerField[] | null
  page: number
  limit: number
  isCounted: boolean
  cursor: string | undefined
}

/**
 * The JSON text of a page in the contract's envelope. Paging by cursor reads from a key on and so costs the same
 * anywhere; events that arrive meanwhile move nothing, because a key is a place between events and not a number of them.
 */
export async function eventPage(
  reads: EventReads,
  project: string,
  request: EventPageRequest,
  left: AbortSignal,
): Promise<string> {
  const { filter, order, limit, page, isCounted, cursor } = request
  const window = cursor === undefined ? { offset: page * limit } : { after: decodePageKey(cursor) }
  const [events, totalCount] = await Promise.all([
    // One more than asked for tells whether there is a next page.
    limit === 0 ? [] : reads.find(project, filter, order, { ...window, countMax: limit + 1 }, left),
    isCounted ? reads.count(project, filter, left) : null,
  ])
  const items = events.slice(0, limit)
  const last = items.at(-1)
  const canGoOn = order.by === 'timestamp' && last !== undefined && events.length > limit
  const envelope = {
    page,
    page_size: limit,
    total_pages: pageCount(totalCount, limit),
    total_count: totalCount,
    next_cursor: canGoOn ? encodePageKey(last) : null,
  }
  const fields: readonly AnswerField[] = request.fields ?? (eventFields as readonly EventField[])
  return `{"items":[${items.map((event) => eventJson(event, fields)).join(',')}],${JSON.stringify(envelope).slice(1)}`
}

/** How many pages of this size there are; null where that is not known. */
export function pageCount(totalCount: number | null, limit: number): number | null {
  return totalCount === null || limit === 0 ? null : Math.ceil(totalCount / limit)
}

export type { EventReads }
