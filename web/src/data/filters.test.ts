import assert from 'node:assert/strict'
import test from 'node:test'
import {
  attributeFilter,
  describeFilter,
  filterSearchOf,
  filtersOf,
  queryOf,
  withFilter,
  withoutFilter,
} from './filters.ts'
import { ExactNumber } from './json.ts'

test('what stands in the address bar becomes a query, a colon in a value staying part of it', () => {
  const search = filterSearchOf({ where: ['type:human-transfer', 'user_id:sip:+1804'], q: 'seattle' })
  assert.deepEqual(queryOf(search, 0), {
    search_fields: ['type', 'user_id', 'description'],
    search_field_values: ['human-transfer', 'sip:+1804', 'seattle'],
    start_datetime: undefined,
    end_datetime: undefined,
  })
})

test('an empty value is a value', () => {
  assert.deepEqual(filtersOf(filterSearchOf({ where: 'user_id:' })), [{ field: 'user_id', value: '' }])
})

test('a relative range is reckoned from now, an absolute one is taken as it stands', () => {
  const now = Date.UTC(2026, 2, 2, 12)
  assert.equal(queryOf(filterSearchOf({ range: '1h' }), now).start_datetime, '2026-03-02T11:00:00.000Z')
  const absolute = queryOf(filterSearchOf({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }), now)
  assert.equal(absolute.start_datetime, '2026-03-01T00:00:00Z')
  assert.equal(absolute.end_datetime, '2026-03-02T00:00:00Z')
})

test('nonsense in the address bar is left out', () => {
  const nothing = { where: undefined, q: undefined, range: undefined, from: undefined, to: undefined }
  assert.deepEqual(filterSearchOf({ where: ['x', ':y'], range: 'constructor', from: 'yesterday', q: 7 }), nothing)
})

test('a filter is added once and taken away again', () => {
  const filter = { field: 'type', value: 'think' }
  const where = withFilter({ where: withFilter({}, filter) }, filter)
  assert.deepEqual(where, ['type:think'])
  assert.equal(withoutFilter({ where }, filter), undefined)
})

test('a filter on an attribute keeps path and type, and is described in plain words', () => {
  const nested = attributeFilter(['reservation', 'a.b'], 'PEP4E0')
  assert.deepEqual(JSON.parse(nested.value), { reservation: { 'a.b': 'PEP4E0' } })
  assert.deepEqual(describeFilter(nested), { name: 'reservation.a.b', value: 'PEP4E0' })
  assert.deepEqual(JSON.parse(attributeFilter(['ok'], false).value), { ok: false })
  assert.match(attributeFilter(['id'], new ExactNumber('123456789012345678901')).value, /123456789012345678901/)
  assert.deepEqual(describeFilter({ field: 'attributes', value: 'ok=false' }), { name: 'ok', value: 'false' })
})

test('a colon and a space inside a value survive', () => {
  const filter = attributeFilter(['note'], 'a: b')
  assert.deepEqual(JSON.parse(filter.value), { note: 'a: b' })
})
