import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageOf, parseListQuery } from './list-query.ts'
import { InvalidRequest } from './problems.ts'

const names = {
  orderFields: ['timestamp', 'user_id'] as const,
  fields: ['timestamp', 'user_id', 'type'] as const,
  pageSizeMax: 100,
}

test('nothing said is the first 25, newest first, in full, and counted', () => {
  assert.deepEqual(parseListQuery({}, names), {
    page: 0,
    limit: 25,
    offset: 0,
    isCounted: true,
    orderBy: 'timestamp',
    direction: 'desc',
    fields: null,
    q: undefined,
    searchFields: [],
    searchValues: [],
  })
})

test('a limit beyond the largest page is the largest page, and the page counts in those', () => {
  const { limit, offset } = parseListQuery({ page: 3, limit: 5000 }, names)
  assert.deepEqual({ limit, offset }, { limit: 100, offset: 300 })
})

test('the timestamp is always among the fields, and fields come in the order of the contract', () => {
  assert.deepEqual(parseListQuery({ fields: ['type'] }, names).fields, ['timestamp', 'type'])
  assert.deepEqual(parseListQuery({ fields: ['type', 'timestamp', 'type'] }, names).fields, ['timestamp', 'type'])
  assert.equal(parseListQuery({ fields: [''] }, names).fields, null)
})

test('a range may be bare dates, have an offset whose plus became a space, or no zone', () => {
  const range = (start_datetime: string) => parseListQuery({ start_datetime }, names).from
  const midnight = BigInt(Date.UTC(2024, 0, 1)) * 1_000_000n
  assert.equal(range('2024-01-01'), midnight)
  assert.equal(range('2024-01-01T00:00:00'), midnight)
  assert.equal(range('2024-01-01T02:00:00+02:00'), midnight)
  assert.equal(range('2024-01-01T02:00:00 02:00'), midnight)
  assert.equal(range(' 2024-01-01T00:00:00Z '), midnight)
})

test('an empty search value is a value, and two empty lists are no search', () => {
  const search = parseListQuery({ search_fields: ['user_id'], search_field_values: [''] }, names)
  assert.deepEqual([search.searchFields, search.searchValues], [['user_id'], ['']])
  const none = parseListQuery({ search_fields: [''], search_field_values: [''] }, names)
  assert.deepEqual([none.searchFields, none.searchValues], [[], []])
})

test('what does not fit is refused at its parameter, with what would fit', () => {
  const refused = [
    [{ search_fields: ['user_id'] }, 'search_field_values', /1 search_fields and 0 search_field_values/],
    [{ search_field_values: ['a', 'b'] }, 'search_field_values', /0 search_fields and 2/],
    [{ order_by: 'size' }, 'order_by', /"size" is none of timestamp, user_id/],
    [{ fields: ['timestamp', 'size'] }, 'fields', /"size" is none of timestamp, user_id, type/],
    [{ start_datetime: 'yesterday' }, 'start_datetime', /"yesterday" is not an RFC 3339 date-time/],
    [{ end_datetime: '2024-02-30' }, 'end_datetime', /day 30/],
  ] as const
  for (const [query, parameter, message] of refused) {
    assert.throws(
      () => parseListQuery(query as Parameters<typeof parseListQuery>[0], names),
      (error: unknown) => {
        assert.ok(error instanceof InvalidRequest)
        assert.deepEqual(error.detail[0]?.loc, ['query', parameter])
        assert.match(error.detail[0]?.msg ?? '', message)
        return true
      },
    )
  }
})

test('a page says what was applied, and one of no items does not divide by zero', () => {
  assert.deepEqual(pageOf(['a'], { page: 1, limit: 3 }, 4), {
    items: ['a'],
    page: 1,
    page_size: 3,
    total_pages: 2,
    total_count: 4,
  })
  assert.equal(pageOf([], { page: 0, limit: 0 }, 4).total_pages, null)
  assert.equal(pageOf([], { page: 0, limit: 25 }, 0).total_pages, 0)
})
