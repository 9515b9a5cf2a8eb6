import assert from 'node:assert/strict'
import test from 'node:test'
import { type Attributes, ExactNumber, embeddedJson, parseAnswer, parseExact, printJson, type Value } from './json.ts'

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

test('whichever way an answer is read, its numbers keep their texts', () => {
  const texts = ['1', '-1', '0', '-0', '1.5', '1.50', '100', '1e5', '-2E-7', '0.0000001', '0.1', '12345678901234567']
  texts.push('12345678.123456789', '0.30000000000000004', '1e400', '9007199254740993', '123456789012345', '1.0')
  for (const text of texts) {
    for (const json of [
      `{"attributes":{"n":${text}}}`,
      `{"attributes": {"n": [${text}, 1]}}`,
      `{"attributes":{"n":[1,${text}]}}`,
    ]) {
      const { attributes } = parseAnswer(json) as { attributes: Attributes }
      assert.equal(
        printJson(attributes, '').replace(/ /g, ''),
        json.slice('{"attributes":'.length, -1).replace(/ /g, ''),
      )
    }
  }
})
