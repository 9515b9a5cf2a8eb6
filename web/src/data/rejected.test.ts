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

test('what is wrong with JSON is told with its line and column', () => {
  assert.equal(jsonProblem('{"a": 1}'), undefined)
  assert.match(jsonProblem('{\n  "a": oops\n}') ?? '', /line 2, column 8/)
  assert.match(jsonProblem('') ?? '', /Not JSON/)
})
