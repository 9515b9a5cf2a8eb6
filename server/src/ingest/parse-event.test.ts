import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ParsedEvent } from '../event/event.ts'
import { type EventLimits, parseEvent } from './parse-event.ts'

const limits: EventLimits = { eventBytesMax: 1024 ** 2, depthMax: 100, idBytesMax: 512 }
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('where JSON.parse and the engine disagree', () => {
  test('half a character (\\ud800) is refused, in any text, key or value, at any depth', () => {
    for (const field of ['session_id', 'description', 'event_id']) {
      assert.match(problem(`{${at},"${field}":"a\\ud800b"}`, field), /half of a character/)
    }
    for (const attributes of [
      '{"a":"\\uDFFF"}',
      '{"a":[{"b":"\\ud83d \\ude00"}]}',
      '{"\\ud800":1}',
      '{"a":{"\\udc00":1}}',
    ]) {
      assert.match(problem(`{${at},"attributes":${attributes}}`, 'attributes'), /half of a character/, attributes)
    }
  })

  test('a whole character written in two halves is one', () => {
    const event = accepted(`{${at},"session_id":"\\ud83d\\ude00","attributes":{"a":"\\ud83d\\ude00"}}`)
    assert.equal(event.session_id, '😀')
    assert.equal(event.attributes, '{"a":"\\ud83d\\ude00"}')
  })

  test('a field of the event that is written twice is refused, also in other spelling', () => {
    for (const twice of ['"type":"a","type":"b"', '"type":null,"type":null', '"type":"a","t\\u0079pe":"a"']) {
      assert.match(problem(`{${at},${twice}}`, null), /written twice/, twice)
    }
    assert.match(problem(`{${at},"attributes":{},"attributes":{}}`, null), /written twice/)
  })

  test('a key that is written twice inside attributes is the sender’s affair, and kept as sent', () => {
    const attributes = '{"a":1,"a":2,"b":{"c":1,"c":null}}'
    assert.equal(accepted(`{${at},"attributes":${attributes}}`).attributes, attributes)
  })

  test('bytes that are not UTF-8 are refused', () => {
    for (const bytes of [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      const event = Buffer.concat([Buffer.from(`{${at},"type":"`), Buffer.from(bytes), Buffer.from('"}')])
      assert.deepEqual(parseEvent(event, limits), { problems: [{ field: null, message: 'is not UTF-8 text' }] })
    }
  })

  test('\\u0000 is a character like any other', () => {
    const event = accepted(`{${at},"event_id":"\\u0000","type":"a\\u0000b","attributes":{"\\u0000":"\\u0000"}}`)
    assert.equal(event.event_id, '\0')
    assert.equal(event.type, 'a\0b')
    assert.equal(event.attributes, '{"\\u0000":"\\u0000"}')
  })

  test('a year beyond 2261, as Date.parse takes it, is refused', () => {
    for (const timestamp of ['+275760-09-13T00:00:00Z', '9999-01-01T00:00:00Z', '-000001-01-01T00:00:00Z']) {
      assert.ok(problem(`{"timestamp":"${timestamp}"}`, 'timestamp'), timestamp)
    }
  })

  test('attributes nest 100 deep and no deeper, however deep it goes', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    assert.equal(accepted(`{${at},"attributes":${nested(100)}}`).attributes, nested(100))
    assert.match(problem(`{${at},"attributes":${nested(101)}}`, 'attributes'), /nests 101 deep; the most is 100/)
    assert.match(problem(`{${at},"attributes":${nested(500_000)}}`, 'attributes'), /nests 500000 deep/)
    const objects = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`
    assert.equal(accepted(`{${at},"attributes":${objects}}`).attributes, objects)
    assert.match(problem(`{${at},"attributes":{"a":${objects}}}`, 'attributes'), /nests 101 deep/)
  })

  test('brackets in text are not nesting', () => {
    const attributes = `{"a":"${'[{'.repeat(500)}","b":"\\"${'['.repeat(500)}"}`
    assert.equal(accepted(`{${at},"attributes":${attributes}}`).attributes, attributes)
  })

  test('depth outside of attributes is refused as what it is', () => {
    assert.match(problem('['.repeat(500_000) + ']'.repeat(500_000), null), /is an array/)
    assert.match(problem(`{${at},"type":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'type'), /is an array/)
  })

  test('numbers in attributes stay as they were written: 1e400, 30 digits, -0, 1.50', () => {
    const attributes = '{"a":1e400,"b":123456789012345678901234567890,"c":-0,"d":1.50,"e":0.1e-400,"f":1E+2}'
    assert.equal(accepted(`{${at},"attributes":${attributes}}`).attributes, attributes)
  })
})

describe('an event', () => {
  test('has ten fields and an id, all but the timestamp optional and nullable', () => {
    const none = accepted(`{${at}}`)
    assert.deepEqual(none, accepted(`{${at},"event_id":null,"session_id":null,"attributes":null,"description":null}`))
    const { timestamp, failed, leaves, agent, ...others } = none
    assert.equal(timestamp, 1_772_460_414_000_000_000n)
    assert.equal(failed, false)
    assert.equal(leaves, '')
    assert.equal(agent, '')
    assert.deepEqual(new Set(Object.values(others)), new Set([null]))
  })

  test('keeps an empty text apart from none', () => {
    assert.equal(accepted(`{${at},"session_id":""}`).session_id, '')
  })

  test('that came from this server, with its cursor and time of receipt, may be sent again', () => {
    assert.equal(accepted(`{${at},"event_id":"e","received_at":"2026-01-01T00:00:00Z","cursor":"p1"}`).event_id, 'e')
  })

  test('keeps keys that mean something in JavaScript', () => {
    const attributes = '{"__proto__":{"ok":false},"constructor":null,"a.b":1,"toString":2,"":3}'
    const event = accepted(`{${at},"attributes":${attributes}}`)
    assert.equal(event.attributes, attributes)
    assert.equal(event.failed, false)
    assert.match(problem(`{${at},"__proto__":{"timestamp":1}}`, '__proto__'), /is not a field/)
    assert.match(problem(`{"__proto__":{${at}}}`, 'timestamp'), /is missing/)
  })

  test('knows from its attributes whether something failed', () => {
    for (const attributes of ['{"ok":false}', '{"error":"no"}', '{"error":{}}', '{"is_error":true}']) {
      assert.equal(accepted(`{${at},"attributes":${attributes}}`).failed, true, attributes)
    }
    for (const attributes of ['{"ok":true}', '{"error":""}', '{"error":null}', '{"a":{"ok":false}}']) {
      assert.equal(accepted(`{${at},"attributes":${attributes}}`).failed, false, attributes)
    }
  })

  test('loses only the layout of attributes that were written over several lines', () => {
    const event = accepted(`{${at},\r\n "attributes" : {\r\n\t"a": "x  y",\n  "b" : [ 1,\n 2 ]\n}\n}`)
    assert.equal(event.attributes, '{"a": "x  y","b" : [ 1,2 ]}')
  })

  test('of a megabyte of spaces and a line break is read without delay', () => {
    const spaces = ' '.repeat(1_000_000)
    assert.equal(accepted(`{${at},"attributes":{"a":"${spaces}",\n"b":1}}`).attributes, `{"a":"${spaces}","b":1}`)
    assert.ok(accepted(`{${at},"attributes":{"a":1,\n${spaces}"b":1${spaces.slice(0, 10)}}}`).attributes)
  })

  test('finds its attributes whatever stands around them', () => {
    for (const text of [
      `{"attributes":{"a":1},${at}}`,
      `{${at},"attributes" \n: {"a":1} }`,
      `{${at},"\\u0061ttributes":{"a":1}}`,
      `{"description":"\\"attributes\\":{}","type":"attributes",${at},"attributes":{"a":1}}`,
      `{"description":"attributes","attributes":{"a":1},${at},"type":"\\\\"}`,
    ]) {
      assert.equal(accepted(text).attributes, '{"a":1}', text)
    }
    assert.equal(accepted(`{${at},"attributes":{"attributes":{"x":[]}}}`).attributes, '{"attributes":{"x":[]}}')
  })

  test('that is no JSON object is refused as a whole', () => {
    for (const [text, message] of [
      ['', /is not JSON/],
      ['{', /is not JSON/],
      [`{${at},}`, /is not JSON/],
      [`{${at}} {}`, /is not JSON/],
      [`{${at},"type":"a\nb"}`, /is not JSON/],
      [`{${at},"attributes":{"a":NaN}}`, /is not JSON/],
      ['null', /is null/],
      ['[]', /is an array/],
      ['"text"', /is a string/],
      ['1', /is a number/],
    ] as const) {
      assert.match(problem(text, null), message, text)
    }
  })

  test('with a field of the wrong type is refused: a number or a list is never taken for text', () => {
    for (const field of ['event_id', 'session_id', 'conversation_id', 'source', 'type', 'user_id', 'description']) {
      assert.match(problem(`{${at},"${field}":1}`, field), /is a number; it must be text or null/)
      assert.match(problem(`{${at},"${field}":["a"]}`, field), /is an array; it must be text or null/)
      assert.match(problem(`{${at},"${field}":false}`, field), /is a boolean; it must be text or null/)
    }
    for (const [value, kind] of [
      ['"{}"', 'a string'],
      ['[]', 'an array'],
      ['0', 'a number'],
    ] as const) {
      assert.equal(
        problem(`{${at},"attributes":${value}}`, 'attributes'),
        `is ${kind}; it must be a JSON object or null`,
      )
    }
    assert.match(problem('{"timestamp":1772460414}', 'timestamp'), /is a number; write it as RFC 3339/)
    assert.match(problem('{"timestamp":null}', 'timestamp'), /is missing/)
    assert.match(problem('{}', 'timestamp'), /is missing/)
  })

  test('tells all of its problems at once', () => {
    const problems = refused(
      '{"timestamp":"x","typ":"a","event_id":"","session_id":1,"attributes":[],"user_id":"\\ud800"}',
    )
    assert.deepEqual(problems.map(({ field }) => field).sort(), [
      'attributes',
      'event_id',
      'session_id',
      'timestamp',
      'typ',
      'user_id',
    ])
  })

  test('of ten thousand unknown fields names some and counts the rest', () => {
    const fields = Array.from({ length: 10_000 }, (_, i) => `"field${i}":1`).join(',')
    const problems = refused(`{${at},${fields}}`)
    assert.ok(problems.length < 50)
    assert.match(problems.at(-1)!.message, /9980 more fields/)
    assert.ok(JSON.stringify(problems).length < 20_000)
  })

  test('is not repeated in what is said about it', () => {
    const long = 'x'.repeat(500_000)
    for (const text of [long, `{"timestamp":"${long}"}`, `{"${long}":1}`, `{${at},"session_id":"${long}"}`]) {
      assert.ok(JSON.stringify(refused(text)).length < 2000)
    }
  })
})

describe('the limits', () => {
  test('an event may have 1 MiB, and not a byte more', () => {
    const padded = (bytes: number) => `{${at},"description":"${'x'.repeat(bytes - at.length - 19)}"}`
    assert.equal(padded(1000).length, 1000)
    assert.ok(accepted(padded(1024 ** 2)))
    assert.match(problem(padded(1024 ** 2 + 1), null), /larger than 1,048,576 bytes/)
  })

  test('an id may have 512 bytes, counted as UTF-8; a description has no limit of its own', () => {
    for (const field of ['event_id', 'session_id', 'conversation_id', 'source_id', 'user_id', 'type'] as const) {
      assert.ok(accepted(`{${at},"${field}":"${'x'.repeat(512)}"}`))
      assert.ok(accepted(`{${at},"${field}":"${'😀'.repeat(128)}"}`))
      assert.match(problem(`{${at},"${field}":"${'x'.repeat(513)}"}`, field), /longer than 512 bytes/)
      assert.match(problem(`{${at},"${field}":"${'ü'.repeat(257)}"}`, field), /longer than 512 bytes/)
    }
    assert.ok(accepted(`{${at},"description":"${'x'.repeat(100_000)}"}`))
  })

  test('an empty event id is refused, since it would make all such events one', () => {
    assert.match(problem(`{${at},"event_id":""}`, 'event_id'), /is empty/)
  })

  test('are those of the settings', () => {
    const small = { eventBytesMax: 100, depthMax: 1, idBytesMax: 3 }
    const judged = parseEvent(Buffer.from(`{${at},"type":"long","attributes":{"a":[]}}`), small)
    assert.ok('problems' in judged)
    assert.deepEqual(
      judged.problems.map(({ message }) => message),
      ['nests 2 deep; the most is 1', 'is longer than 3 bytes'],
    )
    assert.ok('problems' in parseEvent(Buffer.from(`{${at}${' '.repeat(100)}}`), small))
  })
})

function accepted(text: string): ParsedEvent {
  const judged = parseEvent(Buffer.from(text), limits)
  assert.ok('event' in judged, `refused: ${text.slice(0, 200)}`)
  return judged.event
}

function refused(text: string) {
  const judged = parseEvent(Buffer.from(text), limits)
  assert.ok('problems' in judged, `${text.slice(0, 200)} was accepted`)
  return judged.problems
}

/** What is said of this field, or of the event as a whole for null. */
function problem(text: string, field: string | null): string {
  const found = refused(text).find((one) => one.field === field)
  assert.ok(found, `nothing is said of ${field}`)
  return found.message
}
