import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitQuery, parseQueryString } from './query-string.ts'
import { FacetsQuery } from './schemas/facets.ts'
import { EventListQuery } from './schemas/lists.ts'

function read(text: string): Record<string, unknown> {
  const query = parseQueryString(text)
  fitQuery(query, EventListQuery)
  return { ...query }
}

test('a repeated key is a list, in the order in which it came', () => {
  assert.deepEqual(read('search_fields=type&order_by=type&search_fields=user_id'), {
    search_fields: ['type', 'user_id'],
    order_by: 'type',
  })
})

test('a list of one is a list', () => {
  assert.deepEqual(read('search_fields=type'), { search_fields: ['type'] })
})

test('a comma is part of its value', () => {
  assert.deepEqual(read('search_field_values=a,b'), { search_field_values: ['a,b'] })
})

test('a plus and %20 are spaces, %2B is a plus', () => {
  assert.deepEqual(read('search_field_values=a+b&search_field_values=a%20b&search_field_values=%2B1'), {
    search_field_values: ['a b', 'a b', '+1'],
  })
})

test('an empty text in a list is a value, and anywhere else is none', () => {
  assert.deepEqual(read('search_field_values=&search_field_values=x&page=&order_by='), {
    search_field_values: ['', 'x'],
  })
})

test('null is no value, but in a list it is a text', () => {
  assert.deepEqual(read('page=null&order_by=null&order_by_direction=null&search_field_values=null'), {
    search_field_values: ['null'],
  })
})

test('whole numbers become numbers, and what is none stays for the validator', () => {
  assert.deepEqual(read('page=2&limit=0x10'), { page: 2, limit: '0x10' })
  assert.deepEqual(read('page=-1&limit=1e3'), { page: -1, limit: '1e3' })
})

test('a parameter may be called like a property of every object', () => {
  assert.equal(parseQueryString('__proto__=x&constructor=y').constructor, 'y')
  assert.equal(({} as Record<string, unknown>).x, undefined)
})

test('bytes that are no UTF-8 do not break the query', () => {
  assert.deepEqual(read('order_by=%ff%zz'), { order_by: '\ufffd%zz' })
})

test('what a closed schema does not name is left for the validator to refuse', () => {
  const query = parseQueryString('x=1&__proto__=y&limit=2')
  fitQuery(query, FacetsQuery)
  assert.deepEqual(Object.entries(query), [
    ['x', '1'],
    ['__proto__', 'y'],
    ['limit', 2],
  ])
})

test('what any other schema does not name is dropped, since nobody has checked it', () => {
  assert.deepEqual(read('x=1&__proto__=y&after=z&page=1'), { page: 1 })
})
