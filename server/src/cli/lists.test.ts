import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from '@occur/client'
import { csvLine } from '../event/csv-line.ts'
import { type Place, pages } from './paged.ts'
import { filterQuery, timeQuery } from './query-flags.ts'

/** A list of so many numbers, as a server pages it that gives at most `pageMax` at a time. */
function server(itemCount: number, pageMax: number, hasCursors: boolean) {
  const asked: unknown[] = []
  const fetchPage = async (place: Place, limit: number): Promise<Page<number>> => {
    asked.push({ ...place, limit })
    const size = Math.min(limit, pageMax)
    const start = 'cursor' in place ? Number(place.cursor) : place.page * size
    const items = Array.from({ length: Math.max(0, Math.min(size, itemCount - start)) }, (_, index) => start + index)
    const next = start + items.length < itemCount ? String(start + items.length) : null
    return {
      items,
      page: 0,
      page_size: size,
      total_pages: null,
      total_count: itemCount,
      ...(hasCursors && { next_cursor: next }),
    }
  }
  return { asked, fetchPage }
}

async function listed(itemCount: number, pageMax: number, hasCursors: boolean, first: Place, itemsMax: number) {
  const { asked, fetchPage } = server(itemCount, pageMax, hasCursors)
  const items: number[] = []
  for await (const page of pages(fetchPage, first, itemsMax)) items.push(...page.items)
  return { items, asked }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('a list is read to its end or to the limit, by cursor and by number, each item once', async () => {
  for (const hasCursors of [true, false]) {
    for (const pageMax of [1000, 300]) {
      for (const itemsMax of [1, 299, 300, 301, 1000, 1500, Number.POSITIVE_INFINITY]) {
        const { items } = await listed(1700, pageMax, hasCursors, { page: 0 }, itemsMax)
        assert.deepEqual(items, upTo(Math.min(1700, itemsMax)), `${hasCursors} ${pageMax} ${itemsMax}`)
      }
    }
  }
})

test('a full last page needs no further request by cursor, and one by number', async () => {
  assert.equal((await listed(1000, 1000, true, { page: 0 }, Number.POSITIVE_INFINITY)).asked.length, 1)
  assert.equal((await listed(1000, 1000, false, { page: 0 }, Number.POSITIVE_INFINITY)).asked.length, 2)
  assert.deepEqual((await listed(0, 1000, true, { page: 0 }, 25)).items, [])
})

test('filters become pairs by index, values with commas and equals signs included', () => {
  assert.deepEqual(filterQuery({ type: ['a', 'b,c'], attribute: ['x.y=1=2'], where: ['user_id=', 'type==d'] }), {
    search_fields: ['type', 'type', 'attributes', 'user_id', 'type'],
    search_field_values: ['a', 'b,c', 'x.y=1=2', '', '=d'],
  })
})

test('times are passed on as they are, and --since counts back from now', () => {
  assert.deepEqual(timeQuery({ from: '2026-03-02', to: '2026-03-03' }), {
    start_datetime: '2026-03-02',
    end_datetime: '2026-03-03',
  })
  const nowMs = Date.UTC(2026, 2, 2, 14)
  assert.deepEqual(timeQuery({ since: '90m' }, nowMs), { start_datetime: '2026-03-02T12:30:00.000Z' })
  assert.deepEqual(timeQuery({ since: '1.5d' }, nowMs), { start_datetime: '2026-03-01T02:00:00.000Z' })
  assert.throws(() => timeQuery({ since: 'a while' }), /not a span of time/)
  assert.throws(() => timeQuery({ since: '1h', from: '2026-01-01' }), /not both/)
})

test('CSV quotes what would break it', () => {
  assert.equal(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', '']), 'a,"b,c","say ""hi""","two\nlines",\r\n')
})
