import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnOf, columnsOf, columnTexts, defaultColumns, isColumn, pathOf, textOfColumn, valueIn } from './columns.ts'
import type { ListedEvent } from './events.ts'
import { parseExact } from './json.ts'

test('of an address only columns are taken, each once, however wide', () => {
  assert.deepEqual(columnsOf(['type', 'nonsense', 'type~120', 'attributes.ok', '__proto__', 'attributes', 7]), [
    'type',
    'attributes.ok',
    'attributes',
  ])
  assert.deepEqual(columnsOf('type'), ['type'])
  assert.deepEqual(columnsOf(undefined), [])
})

test('a width stands behind its column, within bounds, and comes back', () => {
  assert.deepEqual(columnOf('attributes."a~b"~300'), { field: 'attributes."a~b"', widthPx: 300 })
  assert.deepEqual(columnOf('type~9999'), { field: 'type', widthPx: 1600 })
  assert.deepEqual(columnOf('type~1'), { field: 'type', widthPx: 56 })
  for (const text of ['type', 'type~300']) assert.equal(textOfColumn(columnOf(text)), text)
})

test('the columns of everybody are not written into the address', () => {
  assert.equal(columnTexts(defaultColumns.map(columnOf)), undefined)
  assert.deepEqual(columnTexts([columnOf('type~80')]), ['type~80'])
})

test('a path inside the attributes is a column, also with points and spaces in its keys', () => {
  assert.deepEqual(pathOf('attributes.call."the type"."a.b"'), ['call', 'the type', 'a.b'])
  assert.equal(isColumn('attributes.a b'), false)
  assert.equal(isColumn('description'), true)
  assert.equal(isColumn(''), false)
})

test('what an event has in a column is read as it was sent, through arrays too', () => {
  const attributes = parseExact('{"ok":false,"n":1.50,"list":[{"x":1},{"y":2},{"x":[3,"c"]}],"o":{"a":null},"e":""}')
  const event = { type: 'lookup', user_id: null, attributes } as unknown as ListedEvent
  const texts = (field: string) => valueIn(event, field)?.text ?? null
  assert.equal(texts('type'), 'lookup')
  assert.equal(texts('user_id'), null)
  assert.equal(texts('attributes.ok'), 'false')
  assert.equal(texts('attributes.n'), '1.50')
  assert.equal(texts('attributes.list.x'), '1, 3, c')
  assert.equal(texts('attributes.o.a'), null)
  assert.equal(texts('attributes.o'), '{"a": null}')
  assert.equal(texts('attributes.e'), '')
  assert.equal(texts('attributes.toString'), null)
})
