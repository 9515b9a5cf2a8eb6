import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { NewEvent } from '../event/event.ts'
import { type EventFilter, parseSearch } from '../event/filter.ts'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import type { EventReads } from './find-events.ts'
import { openEventLog } from './open-event-log.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'

/** What a filter means is what the engine answers, so each of these asks it. */
describe('a filter finds', () => {
  let store: TestStore
  let log: EventLog
  let reads: EventReads
  before(async () => {
    store = await openTestStore()
    ;({ log, reads } = store)
  })
  after(() => store?.close())

  /** Stores the events under their names, and answers which of them a filter finds, by list, by count and by tail. */
  async function stored(events: Record<string, Partial<NewEvent>>) {
    const project = `p-${newId(Date.now())}`
    const from = log.head()
    await log.append(Object.entries(events).map(([event_id, fields]) => newEvent(project, { ...fields, event_id })))
    return async (filter: EventFilter) => {
      const [listed, count, followed] = await Promise.all([
        reads.find(project, filter, { by: 'timestamp', direction: 'asc' }, { countMax: 100 }),
        reads.count(project, filter),
        log.readAfter(project, from, filter, 100),
      ])
      const names = listed.map(({ event_id }) => event_id).sort()
      assert.equal(count, names.length)
      assert.deepEqual(followed.events.map(({ event_id }) => event_id).sort(), names)
      return names.join(' ')
    }
  }

  test('a text that is exactly the value, and none that is absent', async () => {
    const found = await stored({
      plain: { type: 'a' },
      upper: { type: 'A' },
      longer: { type: 'ab' },
      empty: { type: '' },
      none: { type: null },
    })
    assert.equal(await found(search('type', 'a')), 'plain')
    assert.equal(await found(search('type', '')), 'empty')
    assert.equal(await found(search('type', 'a%')), '')
    assert.equal(await found(search('type', 'a', 'type', 'A')), 'plain upper')
    assert.equal(await found(search('type', 'a', 'session_id', 'other')), '')
  })

  test('every field by its own value', async () => {
    const fields = ['session_id', 'conversation_id', 'source', 'source_id', 'category', 'type', 'user_id'] as const
    const found = await stored(Object.fromEntries(fields.map((field) => [field, { [field]: 'this one' }])))
    for (const field of fields) assert.equal(await found(search(field, 'this one')), field)
  })

  const odd = `'"\`\\ \\n \t\n\r\0 {x:String} %_ ?#&=+ ünï 😀 \u2028 -- /* ; DROP`
  test('text of any characters, which never become part of the statement', async () => {
    const found = await stored({ odd: { session_id: odd, description: odd }, other: {} })
    assert.equal(await found(search('session_id', odd)), 'odd')
    assert.equal(await found(search('description', odd)), 'odd')
    assert.equal(await found(search('session_id', `${odd}'`)), '')
    const pieces = odd.match(/.{1,3}/gsu) ?? []
    await Promise.all(
      pieces.map(async (piece) => assert.match(await found(search('description', piece)), /odd/, piece)),
    )
  })

  test('an event by an id of any characters, and knows it as a duplicate when opened anew', async () => {
    const event = newEvent('odd-ids', { event_id: odd })
    await log.append([event])
    assert.equal((await reads.get('odd-ids', odd)).event_id, odd)
    await assert.rejects(reads.get('odd-ids', `${odd} `), { code: 'not_found' })
    const reopened = await openEventLog(store.engine, { pendingBytesMax: 2 ** 24, dedupeBytesMax: 2 ** 24 })
    assert.deepEqual(await reopened.append([event]), ['duplicate'])
    await reopened.close()
  })

  test('a part of a description, in upper or lower case of any alphabet', async () => {
    const found = await stored({
      transfer: { description: 'Transfer to PHONE Ünter +1804' },
      other: { description: 'Something else' },
      empty: { description: '' },
      none: { description: null },
    })
    assert.equal(await found(search('description', 'transfer TO phone')), 'transfer')
    assert.equal(await found(search('description', 'üNTER')), 'transfer')
    assert.equal(await found(search('description', '+1804', 'description', 'ELSE')), 'other transfer')
    assert.equal(await found(search('description', '%')), '')
    assert.equal(await found(search('description', '')), 'empty other transfer')
  })

  test('instants to the nanosecond, from inclusive, to exclusive', async () => {
    const at = instant('2026-03-02T14:06:54.000000001Z')
    const found = await stored({
      before: { timestamp: at - 1n },
      at: { timestamp: at },
      after: { timestamp: at + 1n },
      first: { timestamp: instant('1900-01-01T00:00:00Z') },
      last: { timestamp: instant('2261-12-31T23:59:59.999999999Z') },
    })
    assert.equal(await found(search('timestamp', '2026-03-02T14:06:54.000000001Z')), 'at')
    assert.equal(await found({ from: at, to: at + 1n, conditions: [] }), 'at')
    assert.equal(await found({ from: at, conditions: [] }), 'after at last')
    assert.equal(await found({ to: at, conditions: [] }), 'before first')
    assert.equal(await found({ from: at + 1n, to: at, conditions: [] }), '')
  })

  describe('attributes', () => {
    const attributes: Record<string, string | null> = {
      text: '{"tool":"lookup","n":"1"}',
      number: '{"n":1}',
      spaced: '{ "n" : 1.0 , "list" : [ 1 , "a/b" , { "x" : null } ] }',
      nested: '{"a":{"b":"c","d":{"e":true}}}',
      dotted: '{"a.b":"c"}',
      nulls: '{"n":null,"a":{}}',
      proto: '{"__proto__":{"b":"c"},"constructor":1,"":"nameless"}',
      unicode: '{"\\u00fc":"\\ud83d\\ude00","quote\\"\\\\":"\\"\\\\\\n"}',
      twice: '{"k":1,"k":2}',
      large: '{"big":123456789012345678901234567890,"huge":1e400,"tool":"large"}',
      integers: '{"u64":18446744073709551615,"i64":-9223372036854775808}',
      emptyText: '{"tool":""}',
      empty: '{}',
      none: null,
    }
    const finds: [value: string, names: string][] = [
      // As a person types it: numbers and texts alike.
      ['tool=lookup', 'text'],
      ['tool=', 'emptyText'],
      ['n=1', 'number spaced text'],
      ['n=null', 'nulls'],
      ['a.b=c', 'dotted nested'],
      ['a.d.e=true', 'nested'],
      ['a={}', 'nulls'],
      ['a.d={"e":true}', 'nested'],
      ['list=[1,"a/b",{"x":null}]', 'spaced'],
      ['ü=😀', 'unicode'],
      ['__proto__.b=c', 'proto'],
      ['constructor=1', 'proto'],
      ['u64=18446744073709551615', 'integers'],
      ['i64=-9223372036854775808', 'integers'],
      ['missing=', ''],
      ['missing.b=c', ''],
      ["'=\\'", ''],
      // One number that the engine cannot hold hides nothing else.
      ['tool=large', 'large'],
      // As JSON has it.
      ['{"tool":"lookup"}', 'text'],
      ['{"n":1}', 'number spaced'],
      ['{"n":"1"}', 'text'],
      ['{"n":null}', 'nulls'],
      ['{"tool":"lookup","n":"1"}', 'text'],
      ['{"tool":"lookup","n":1}', ''],
      ['{"a":{"b":"c"}}', 'nested'],
      ['{"a":{"b":"c","d":{"e":true}}}', 'nested'],
      ['{"a":{"d":{"e":false}}}', ''],
      ['{"a.b":"c"}', 'dotted'],
      ['{"a":{}}', 'nested nulls'],
      ['{"list":[1,"a/b",{"x":null}]}', 'spaced'],
      ['{"list":[1]}', ''],
      ['{"":"nameless"}', 'proto'],
      ['{"__proto__":{"b":"c"}}', 'proto'],
      ['{"ü":"😀"}', 'unicode'],
      ['{"quote\\"\\\\":"\\"\\\\\\n"}', 'unicode'],
      ['{"u64":18446744073709551615}', 'integers'],
      ['{"tool":"large"}', 'large'],
      ['{"missing":null}', ''],
      [
        '{}',
        Object.keys(attributes)
          .filter((name) => name !== 'none')
          .sort()
          .join(' '),
      ],
    ]
    let found: (filter: EventFilter) => Promise<string>
    before(async () => {
      found = await stored(
        Object.fromEntries(Object.entries(attributes).map(([name, json]) => [name, { attributes: json }])),
      )
    })
    for (const [value, names] of finds) {
      test(`that hold ${value}`, async () => assert.equal(await found(search('attributes', value)), names))
    }
    test('that hold one thing or another', async () => {
      assert.equal(await found(search('attributes', 'tool=lookup', 'attributes', '{"n":1}')), 'number spaced text')
    })
  })

  test('nothing when it is too large for the engine, and says so', async () => {
    const found = await stored({})
    const many = Array.from({ length: 1000 }, (_, i) => ['session_id', String(i)]).flat()
    for (const filter of [search(...many), search('attributes', `${'a.'.repeat(5000)}b=1`)]) {
      await assert.rejects(found(filter), { code: 'invalid', message: /too many values/ })
    }
  })
})

/** Field, value, field, value, … */
function search(...pairs: string[]): EventFilter {
  const conditions = parseSearch(
    pairs.filter((_, index) => index % 2 === 0),
    pairs.filter((_, index) => index % 2 === 1),
  )
  assert.ok(!('problem' in conditions))
  return { conditions }
}
