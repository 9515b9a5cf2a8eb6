import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bothOf, placedSearch, placeOf, searchOfGroup } from './click-through.ts'

test('a group is searched by the values of its key, also by the lack of one', () => {
  const search = { q: 'type:a', range: '-7d', tz: 'UTC' }
  assert.deepEqual(searchOfGroup(search, ['source', 'attributes.ok'], ['tool call', null]), {
    q: 'type:a source:"tool call" -attributes.ok:*',
    range: '-7d',
    from: undefined,
    to: undefined,
    tz: 'UTC',
  })
})

test('what two filters say is said once, and alternatives stay together', () => {
  assert.equal(bothOf('type:a source:b', 'source:b x'), 'type:a source:b x')
  assert.equal(bothOf('a OR b', 'c'), '(a OR b) c')
  assert.equal(bothOf(undefined, undefined), undefined)
  assert.equal(bothOf('type:(a', 'c'), 'type:(a c')
  assert.equal(placedSearch({ q: 'a' }, undefined, 'b').q, 'a b')
})

test('what is counted is listed where its kind is', () => {
  const distinct = (of: string) => placeOf({ measure: 'distinct', of })
  assert.deepEqual(
    [placeOf(undefined), placeOf({ measure: 'count' }), distinct('session_id'), distinct('user_id'), distinct('type')],
    ['/explore', '/explore', '/sessions', '/people', '/explore'],
  )
})
