import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { jsonEvents } from './json.ts'

describe('a JSON body', () => {
  test('that is no array is one event, whatever it is', () => {
    for (const body of ['{"a":[1,2]}', ' {"a":1}\n', 'null', 'nonsense', '']) {
      assert.deepEqual(eventsOf(body), [body])
    }
  })

  test('that is an array is its elements as they were written', () => {
    for (const [body, elements] of [
      ['[]', []],
      [' \r\n\t[ \n ] ', []],
      ['[{"a":1}]', ['{"a":1}']],
      [' [ {"a" : 1} , {"b":[1,[2,{}]]}\n]\n', ['{"a" : 1} ', '{"b":[1,[2,{}]]}\n']],
      ['[{"a":"],[\\"}\\\\"},"x,y",[[],{}],1,null]', ['{"a":"],[\\"}\\\\"}', '"x,y"', '[[],{}]', '1', 'null']],
      ['["ü😀","\\\\"]', ['"ü😀"', '"\\\\"']],
    ] as const) {
      assert.deepEqual(eventsOf(body), elements, body)
    }
  })

  test('hands out an element that is no JSON, for it alone to be refused', () => {
    assert.deepEqual(eventsOf('[{"a":1},nonsense,{"b":}]'), ['{"a":1}', 'nonsense', '{"b":}'])
    assert.deepEqual(eventsOf('[1,,2]'), ['1', '', '2'])
    assert.deepEqual(eventsOf('[{"a":1},]'), ['{"a":1}', ''])
  })

  test('whose brackets do not fit is refused as a whole, with the place', () => {
    for (const [body, message] of [
      ['[', /is not closed/],
      ['[{"a":1}', /is not closed/],
      ['[{"a":1},', /is not closed/],
      ['[{"a":1]', /is not closed/],
      ['[{"a":1}}]', /closes at byte 8 that was not opened/],
      ['[{"a":1}] x', /something comes after the array, at byte 10/],
      ['[1][2]', /something comes after the array, at byte 3/],
      ['["a', /text that begins at byte 1 is not closed/],
      ['["a\\"]', /text that begins at byte 1 is not closed/],
    ] as const) {
      assert.throws(() => eventsOf(body), { code: 'invalid', message }, body)
    }
  })

  test('may have as many events as the limit and no more, of which none is taken', () => {
    assert.equal(eventsOf('[1,2,3]', 3).length, 3)
    assert.throws(() => eventsOf('[1,2,3,4]', 3), { code: 'too_large', message: /more than 3 events.*NDJSON/ })
  })

  test('of many events is handed out in steps', () => {
    const body = `[${Array.from({ length: 2500 }, (_, i) => i).join(',')}]`
    const steps = [...jsonEvents(Buffer.from(body), 10_000)]
    assert.deepEqual(
      steps.map(({ length }) => length),
      [1000, 1000, 500],
    )
    assert.equal(eventsOf(body).join(','), body.slice(1, -1))
  })

  test('of a hundred thousand open brackets is refused', () => {
    assert.throws(() => eventsOf('['.repeat(100_000)), { code: 'invalid' })
    assert.throws(() => eventsOf('[{'.repeat(100_000)), { code: 'invalid' })
  })
})

function eventsOf(body: string, eventsMax = 10_000): string[] {
  return [...jsonEvents(Buffer.from(body), eventsMax)].flat().map(({ bytes }) => bytes.toString())
}
