import assert from 'node:assert/strict'
import test from 'node:test'
import { ExactNumber, embeddedJson, parseAnswer, parseExact, printJson, type Value } from './json.ts'

test('a number beyond double precision is printed as it came', () => {
  const text = '{"big":123456789012345678901234567890,"huge":1e400,"money":1.50,"small":7}'
  assert.equal(printJson(parseExact(text) as Value, ''), text.replaceAll(':', ': ').replaceAll(',', ', '))
})

test('numbers outside attributes are plain, so that they can be reckoned with', () => {
  const answer = parseAnswer('{"items":[{"duration":12.0,"attributes":{"amount":12.0}}],"total_count":1.0}') as {
    items: { duration: number; attributes: { amount: Value } }[]
    total_count: number
  }
  assert.equal(answer.total_count, 1)
  assert.equal(answer.items[0]?.duration, 12)
  assert.deepEqual(answer.items[0]?.attributes.amount, new ExactNumber('12.0'))
})

test('a key named __proto__ is a key like any other', () => {
  const value = parseExact('{"__proto__":{"polluted":1},"constructor":2}') as Value
  assert.equal(printJson(value, ''), '{"__proto__": {"polluted": 1}, "constructor": 2}')
  assert.equal(({} as { polluted?: number }).polluted, undefined)
})

test('an answer with a __proto__ attribute keeps it', () => {
  const { attributes } = parseAnswer('{"attributes":{"__proto__":{"a":1}}}') as { attributes: Value }
  assert.equal(printJson(attributes, ''), '{"__proto__": {"a": 1}}')
})

test('a text that holds an object or a list is recognised, any other text is not', () => {
  assert.deepEqual(embeddedJson(' {"a": [1]}'), { a: [1] })
  assert.deepEqual(embeddedJson('[]'), [])
  assert.equal(embeddedJson('42'), undefined)
  assert.equal(embeddedJson('{not json'), undefined)
  assert.equal(embeddedJson('Error: no such user'), undefined)
})

test('empty objects and lists are printed on one line, nested ones are indented', () => {
  assert.equal(
    printJson({ a: {}, b: [], c: [1, { d: null }] }),
    '{\n  "a": {},\n  "b": [],\n  "c": [\n    1,\n    {\n      "d": null\n    }\n  ]\n}',
  )
})
