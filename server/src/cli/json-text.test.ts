import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exactMember, exactText, parseExactly } from './exact-json.ts'
import { elementsOf, laidOut, membersOf } from './json-text.ts'

test('whatever the JSON, its outermost parts are found where they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue())), fc.constantFrom(0, 1, '\t'), (pairs, indent) => {
      const values = pairs.map(([, value]) => JSON.stringify(value, null, indent))
      assert.deepEqual(elementsOf(`[ ${values.join(' ,\n')} ]`), values)
      const object = `\n{ ${pairs.map(([key], index) => `${JSON.stringify(key)} : ${values[index]}`).join(', ')} } `
      assert.deepEqual(
        membersOf(object).map(({ key, value: { start, end } }) => [key, object.slice(start, end)]),
        pairs.map(([key], index) => [key, values[index]]),
      )
    }),
  )
})

test('items of an answer keep the text that a double and an object cannot', () => {
  const item = '{"attributes":{"10":1e400,"2":123456789012345678901234567890},"type":"x"}'
  const page = parseExactly(`{"page":0,"items":[ ${item} ,{}]}`) as { items: [object, object] }
  assert.equal(exactText(page.items[0]), item)
  assert.equal(exactText(page.items[1]), '{}')
  assert.equal(exactMember(page.items[0], 'attributes'), '{"10":1e400,"2":123456789012345678901234567890}')
  assert.equal(exactMember(page.items[0], 'absent'), undefined)
})

test('JSON is laid out as JSON.stringify does it, but with its numbers as they were', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      assert.equal(laidOut(text), JSON.stringify(JSON.parse(text), null, 2))
    }),
  )
  assert.equal(laidOut('{"2":1e400,"1":[ ]}'), '{\n  "2": 1e400,\n  "1": [ ]\n}')
})
