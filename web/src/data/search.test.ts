import assert from 'node:assert/strict'
import test from 'node:test'
import { boundsOf, isFiltered, queryOf, searchOf } from './search.ts'

const now = Date.UTC(2026, 2, 5, 12)

test('what stands in the address bar becomes a query; what makes no sense is left out', () => {
  const search = searchOf({ q: 'type:lookup', range: '-24h', from: '2026-03-02', tz: 'Mars/Olympus', page: '3' })
  assert.deepEqual(search, { q: 'type:lookup', range: '-24h', from: undefined, to: undefined, tz: undefined })
  assert.deepEqual(queryOf(search, now), {
    q: 'type:lookup',
    start_datetime: '2026-03-04T12:00:00.000Z',
    end_datetime: undefined,
  })
})

test('an absolute range is taken as it stands, and one without sense is none', () => {
  const search = searchOf({ from: '2026-03-02T10:00:00Z', to: 'soon' })
  assert.deepEqual(boundsOf(search, now), { from: '2026-03-02T10:00:00Z' })
  assert.equal(isFiltered(search), true)
  assert.equal(isFiltered(searchOf({ range: 'constructor', tz: 'UTC' })), false)
})

test('days are those of the time zone in the address', () => {
  const late = Date.UTC(2026, 2, 5, 23, 30)
  assert.deepEqual(boundsOf(searchOf({ range: 'today', tz: 'UTC' }), late), { from: '2026-03-05T00:00:00.000Z' })
  assert.deepEqual(boundsOf(searchOf({ range: 'today', tz: 'Europe/Berlin' }), late), {
    from: '2026-03-05T23:00:00.000Z',
  })
})

test('an address that says its filter in pairs, as they used to, is understood', () => {
  const where = ['type:human-transfer', 'user_id:sip:+1804', 'type:lookup', 'attributes:{"a":{"b c":1.50}}']
  assert.equal(searchOf({ where }).q, 'type:(human-transfer OR lookup) user_id:sip:+1804 attributes.a."b c":1.50')
  assert.equal(
    searchOf({ where: 'attributes:reservation.id=P=1', q: 'seattle' }).q,
    'seattle attributes.reservation.id:P=1',
  )
  assert.equal(searchOf({ where: ['user_id:', 'nothing'] }).q, '-user_id:*')
})
