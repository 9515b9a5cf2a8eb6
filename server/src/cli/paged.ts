import type { Page } from '@occur/client'
import { CommandFailure } from './exit-codes.ts'

/** So many items are asked for at a time; the server may give fewer. */
export const pageItemsMax = 1000

/** Where a page begins: after a cursor where the list has cursors, else at a number. */
export type Place = { cursor: string } | { page: number }

/** The pages of a list until `itemsMax` items have come, or all of them. */
export async function* pages<Item>(
  fetchPage: (place: Place, limit: number) => Promise<Page<Item>>,
  first: Place,
  itemsMax: number,
): AsyncGenerator<Page<Item>> {
  // The same for all pages, or a numbered page would begin elsewhere.
  const limit = Math.min(itemsMax, pageItemsMax)
  let left = itemsMax
  let place: Place | undefined = first
  while (place) {
    const page: Page<Item> = await fetchPage(place, limit)
    const items = page.items.slice(0, left)
    yield { ...page, items }
    left -= items.length
    place = left > 0 && items.length > 0 ? nextPlace(place, page) : undefined
  }
}

function nextPlace(place: Place, page: Page<unknown>): Place | undefined {
  if (page.next_cursor !== undefined) return page.next_cursor === null ? undefined : { cursor: page.next_cursor }
  if ('cursor' in place || page.items.length < page.page_size) return undefined
  return { page: place.page + 1 }
}

/** How many items these flags ask for. A numbered page is one page, as large as the limit. */
export function itemsMax({ all, page, limit }: { all?: boolean; page?: number; limit: number }): number {
  if (page !== undefined && limit > pageItemsMax) {
    throw new CommandFailure(`With --page, --limit is at most ${pageItemsMax}`)
  }
  return all ? Number.POSITIVE_INFINITY : limit
}
