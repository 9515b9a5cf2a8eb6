import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createNamer } from './name-events.ts'
import { createOccurrences } from './occurrences.ts'

function named(...texts: string[]): string[] {
  const name = createNamer()
  return texts.map((text) => name(Buffer.from(text)).toString())
}

const idIn = (text: string): string => JSON.parse(text).event_id

test('the id is written in front, and not a byte of the rest is touched', () => {
  const rest = '"attributes" :{"n":123456789012345678901234567890,"x":1e400,"b":1,"a":2}, "timestamp":"t" }'
  const [text = ''] = named(`  { ${rest}`)
  assert.match(text, /^ {2}\{"event_id":"text-[\w-]{22}", /)
  assert.ok(text.endsWith(rest))
  assert.equal(idIn(named('{}')[0] as string).length, 'text-'.length + 22)
})

test('the same text gets the same id in every run, and identical texts are told apart by their number', () => {
  const [one = '', two = '', other = ''] = named('{"a":1}', '{"a":1}', '{"a":2}')
  assert.deepEqual(named('{"a":1}', '{"a":1}', '{"a":2}'), [one, two, other])
  assert.equal(idIn(two), `${idIn(one)}-2`)
  assert.notEqual(idIn(other), idIn(one))
})

test('an event that has an id keeps it, whatever it is; the server judges it', () => {
  for (const text of ['{"event_id":"x"}', '{"event_id":5}', '{"a":1,"event\\u005fid":""}']) {
    assert.deepEqual(named(text), [text])
  }
})

test('an id that is null is replaced where it stands, and only the event’s own', () => {
  const text =
    '{"x":"event_id","attributes":{"event_id":null,"q":"\\"event_id\\":null"},"event\\u005fid" : null ,"y":null}'
  const [result = ''] = named(text)
  const id = idIn(result)
  assert.equal(result, text.replace('\\u005fid" : null', `\\u005fid" : "${id}"`))
})

test('what is no JSON object is left as it is', () => {
  const texts = ['nonsense', '[1]', 'null', '5', '"s"', '{"a":', '{} {}']
  assert.deepEqual(named(...texts), texts)
  const notUtf8 = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
  assert.deepEqual(createNamer()(notUtf8), notUtf8)
})

test('whatever object is named, it reads as before but for its id', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('event_id', 'a', 'b"', '__proto__'), fc.jsonValue()), (object) => {
      const before = JSON.parse(JSON.stringify(object))
      const after = JSON.parse(named(JSON.stringify(object))[0] as string)
      assert.notEqual(after.event_id ?? null, null)
      if ((before.event_id ?? null) === null) {
        delete after.event_id
        delete before.event_id
      }
      assert.deepEqual(after, before)
    }),
  )
})

test('identical texts are counted as long as the last generations remember them', () => {
  const { count } = createOccurrences(4)
  assert.deepEqual([1, 1, 2, 3, 1].map(count), [1, 2, 1, 1, 3])
  // 1 was seen again since, so it outlives 2; nothing is kept for ever.
  assert.deepEqual([4, 5, 6, 7, 8, 9].map(count), [1, 1, 1, 1, 1, 1])
  assert.equal(count(1), 1)
})
