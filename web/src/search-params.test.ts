import assert from 'node:assert/strict'
import test from 'node:test'
import { parseSearch, stringifySearch } from './search-params.ts'

test('an address says again what it was made from, whatever the values hold', () => {
  const search = { columns: ['type:think', 'user_id:+18042221111', 'session_id:a&b=c d#é/"'], q: '50% off', page: 3 }
  const text = stringifySearch(search)
  assert.deepEqual(parseSearch(text), { ...search, page: '3' })
})

test('an address is short and readable: what has no value is left out', () => {
  assert.equal(stringifySearch({ q: 'type:think', at: undefined, cursor: '', order: null }), '?q=type:think')
  assert.equal(stringifySearch({}), '')
})

test('a key named __proto__ changes nothing else', () => {
  parseSearch('?__proto__=1&__proto__=2')
  assert.equal(({} as { length?: number }).length, undefined)
})
