import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonMembers } from './json-members.ts'

test('members are the text as it was written', () => {
  const text = ' { "a" : 123456789012345678901234567890 ,"b":1e400, "c" : {"x":[1, 2]} , "d":"}\\"," } '
  assert.deepEqual(
    [...jsonMembers(text)],
    [
      ['a', '123456789012345678901234567890'],
      ['b', '1e400'],
      ['c', '{"x":[1, 2]}'],
      ['d', '"}\\","'],
    ],
  )
})

test('of a key that is written twice, in whatever way, the last counts', () => {
  assert.deepEqual([...jsonMembers('{"a":1,"\\u0061":2}')], [['a', '2']])
})

test('an object of nothing has no members', () => {
  assert.equal(jsonMembers('{}').size, 0)
  assert.equal(jsonMembers('{ }').size, 0)
})

test('the members of any object, parsed, are those that JSON.parse finds', () => {
  const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))
  fc.assert(
    fc.property(objects, fc.constantFrom(undefined, 2), (object, indent) => {
      const text = JSON.stringify(object, null, indent)
      const found = [...jsonMembers(text)].map(([key, json]) => [key, JSON.parse(json)])
      assert.deepEqual(found, Object.entries(JSON.parse(text)))
    }),
  )
})
