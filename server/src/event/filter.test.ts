import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSearch } from './filter.ts'

describe('pairs of search field and value', () => {
  test('of one field mean any of the values, of different fields all of them', () => {
    assert.deepEqual(parseSearch(['type', 'user_id', 'type'], ['a', 'u', 'b']), [
      { field: 'type', anyOf: ['a', 'b'] },
      { field: 'user_id', anyOf: ['u'] },
    ])
  })

  test('take a comma, spaces and an empty value as they are', () => {
    assert.deepEqual(parseSearch(['type', 'type'], ['a,b', ' ']), [{ field: 'type', anyOf: ['a,b', ' '] }])
    assert.deepEqual(parseSearch(['session_id'], ['']), [{ field: 'session_id', anyOf: [''] }])
  })

  test('take attributes as path=value, of which the first = counts', () => {
    assert.deepEqual(parseSearch(['attributes'], ['a.b=c=d']), [
      { field: 'attributes', anyOf: [[{ path: 'a.b', text: 'c=d' }]] },
    ])
    assert.deepEqual(parseSearch(['attributes'], ['a=']), [{ field: 'attributes', anyOf: [[{ path: 'a', text: '' }]] }])
  })

  test('take attributes as a JSON object, leaf by leaf', () => {
    assert.deepEqual(parseSearch(['attributes'], [' {"a":{"b":1,"c":[{}]},"d":null,"e":{}}']), [
      {
        field: 'attributes',
        anyOf: [
          [
            { keys: ['a', 'b'], value: 1 },
            { keys: ['a', 'c'], value: [{}] },
            { keys: ['d'], value: null },
            { keys: ['e'], value: {} },
          ],
        ],
      },
    ])
  })

  test('take a timestamp as the instant that it is', () => {
    assert.deepEqual(parseSearch(['timestamp'], ['1970-01-01T01:00:00.000000001+01:00']), [
      { field: 'timestamp', anyOf: [1n] },
    ])
  })

  test('that cannot be meant are refused, with their place', () => {
    for (const [fields, values, index, problem] of [
      [['type', 'typ'], ['a', 'b'], 1, /"typ" is not a field/],
      [['event_id'], ['a'], 0, /"event_id" is not a field/],
      [['attributes'], ['{"a":'], 0, /begins like a JSON object and is none/],
      [['attributes'], ['=a'], 0, /write path=value/],
      [['attributes'], ['a'], 0, /write path=value/],
      [['attributes'], [''], 0, /write path=value/],
      [['timestamp'], ['today'], 0, /^timestamp: is not/],
      [['timestamp'], [''], 0, /^timestamp: is not/],
    ] as const) {
      const refused = parseSearch(fields, values)
      assert.ok('problem' in refused, `${fields}: ${values} was taken`)
      assert.equal(refused.index, index)
      assert.match(refused.problem, problem)
    }
  })
})
