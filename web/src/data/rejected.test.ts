import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editable, jsonProblem } from './rejected.ts'

test('a text that is JSON is laid out for correcting, its numbers as they came', () => {
  assert.equal(
    editable('{"a":1.50,"b":[123456789012345678901234567890]}').replace(/\s/g, ''),
    '{"a":1.50,"b":[123456789012345678901234567890]}',
  )
  assert.match(editable('{"a":1}'), /\n {2}"a": 1\n/)
})

test('a text that is no JSON stays as it is', () => {
  assert.equal(editable('{"a": oops'), '{"a": oops')
})

test('what keeps a text from being JSON is told, without the text', () => {
  assert.equal(jsonProblem('{"a": 1}'), undefined)
  assert.equal(jsonProblem('{\n  "a": oops\n}'), "Not JSON: Unexpected token 'o'")
  assert.match(jsonProblem('{\n  "a": 1,\n}') ?? '', /^Not JSON, in line 3: [^{]*$/)
  assert.match(jsonProblem('') ?? '', /^Not JSON: /)
})
