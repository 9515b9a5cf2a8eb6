import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journeySearchOf, pagedSearchOf } from './list-search.ts'

test('a page, an order and a sort are taken from an address, and nonsense is left out', () => {
  const { page, sort, order, q } = pagedSearchOf({ page: '3', sort: 'duration', order: 'asc', q: 'type:a' })
  assert.deepEqual([page, sort, order, q], [3, 'duration', 'asc', 'type:a'])
  for (const raw of [{ page: '0' }, { page: '-1' }, { page: 'x' }, { page: '1.5' }, { order: 'up' }, {}]) {
    const { page, order } = pagedSearchOf(raw)
    assert.deepEqual([page, order], [undefined, undefined], JSON.stringify(raw))
  }
})

test('a journey is newest first, on the axis that shows more, unless its address says otherwise', () => {
  assert.deepEqual(journeySearchOf({ order: 'desc', axis: 'open' }), {
    order: undefined,
    axis: undefined,
    zoom: undefined,
  })
  assert.equal(journeySearchOf({ axis: 'whole' }).axis, 'whole')
  assert.deepEqual(journeySearchOf({ order: 'asc', axis: 'closed', zoom: '1-2' }), {
    order: 'asc',
    axis: 'closed',
    zoom: '1-2',
  })
})
