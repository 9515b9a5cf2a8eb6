import assert from 'node:assert/strict'
import test from 'node:test'
import { eventFieldSet, sessionFieldSet } from '@occur/client/filter'
import type { Facets, View } from '@occur/client/protocol'
import { atCaret } from './caret.ts'
import { type Known, type Suggestion, suggestionsAt, withPicked } from './suggestions.ts'

const counted = (values: Record<string, number>) => Object.entries(values).map(([value, count]) => ({ value, count }))

const known: Known = {
  facets: {
    fields: {
      source: counted({ 'tool-call': 9 }),
      source_id: counted({ 'a "b" c': 3 }),
      category: [{ value: null, count: 4 }, ...counted({ lookup: 5 })],
      type: counted({ lookup: 7, 'human-transfer': 2 }),
    },
    attributes: {
      events: 20,
      paths: [
        { path: 'attributes.ok', types: ['boolean'], events: 9 },
        { path: 'attributes.duration_ms', types: ['number'], events: 9 },
        { path: 'attributes.call."a.b"', types: ['text'], events: 3 },
      ],
    },
    covered: { from: null, to: null, events: 20, rows_read: 1, exact: true, elapsed_ms: 1 },
  } satisfies Facets,
  values: [{ value: '+1804' }, { value: 'mia' }],
  views: [{ name: 'failed-tools', of: 'events', q: 'attributes.ok:false' } as View],
  recent: ['type:lookup'],
}

function offered(marked: string, fields = eventFieldSet as typeof sessionFieldSet) {
  const text = marked.replace('|', '')
  return suggestionsAt(atCaret(text, marked.indexOf('|'), fields), fields, known, text === '')
}
const inserts = (marked: string, group?: string, fields = eventFieldSet as typeof sessionFieldSet) =>
  offered(marked, fields)
    .filter((one) => group === undefined || one.group === group)
    .map(({ insert }) => insert)

test('an empty filter offers what was asked before, every field, the usual attributes and the views', () => {
  assert.deepEqual(inserts('|', 'Recent'), ['type:lookup'])
  for (const field of Object.keys(eventFieldSet)) {
    assert.ok(
      offered('|').some(({ label, detail = '' }) => label === field || detail.includes(field)),
      field,
    )
  }
  assert.ok(inserts('|', 'Attributes').includes('attributes.ok:'))
  assert.deepEqual(inserts('|', 'Views'), ['view:failed-tools'])
  assert.deepEqual(inserts('type:a |', 'Recent'), [])
})

test('fields are found by their short names too, and those of sessions only where they can be asked', () => {
  assert.ok(inserts('use|', 'Fields').includes('user_id:'))
  assert.deepEqual(inserts('tool_c|', 'Fields'), [])
  assert.ok(inserts('tool_c|', 'Fields', sessionFieldSet).includes('tool_call_count'))
})

test('values are offered with their field, and by themselves behind it, quoted where they must be', () => {
  assert.deepEqual(inserts('hum|', 'Values'), ['type:human-transfer'])
  assert.deepEqual(inserts('type:|'), ['lookup', 'human-transfer', '*'])
  assert.deepEqual(inserts('source_id:|'), ['"a \\"b\\" c"', '*'])
  assert.deepEqual(inserts('category:|'), ['lookup', '*'])
  assert.deepEqual(inserts('user:m|'), ['mia'])
  assert.deepEqual(inserts('type:(lookup |'), ['OR lookup', 'OR human-transfer', 'OR *'])
})

test('attributes are found by any part of their path, with what they hold', () => {
  assert.deepEqual(inserts('dur|', 'Attributes'), ['attributes.duration_ms'])
  assert.deepEqual(inserts('attributes.ca|', 'Attributes'), ['attributes.call."a.b":'])
  assert.deepEqual(inserts('attributes.ok:|'), ['+1804', 'mia', 'true', 'false', '*'])
})

test('numbers and times are compared, texts are not', () => {
  const name = 'attributes.duration_ms'
  assert.deepEqual(
    inserts(`${name}|`, 'Operators'),
    ['>=', '<=', '>', '<', ':'].map((one) => name + one),
  )
  assert.deepEqual(inserts('type|', 'Operators'), ['type:'])
  assert.ok(inserts('timestamp>=|').includes('-24h'))
})

test('views are offered by name', () => {
  assert.deepEqual(inserts('view:fai|'), ['failed-tools'])
  assert.deepEqual(inserts('view|', 'Views'), ['view:failed-tools'])
})

test('what is taken stands where it was typed, and ends the condition unless it is one of a list', () => {
  const taken = (text: string, insert: string, rest: Partial<Suggestion> = {}) => {
    const [before = '', after = ''] = text.split('|')
    const at = atCaret(before + after, before.length, eventFieldSet)
    if (at.kind === 'none') throw new Error(text)
    const {
      text: next,
      caret,
      isDone,
    } = withPicked(before + after, at, {
      ...{ group: 'Values', label: insert, insert, isWhole: true },
      ...rest,
    })
    return [`${next.slice(0, caret)}|${next.slice(caret)}`, isDone]
  }
  assert.deepEqual(taken('type:loo|', 'lookup'), ['type:lookup |', true])
  assert.deepEqual(taken('type:loo| x', 'lookup'), ['type:lookup| x', true])
  assert.deepEqual(taken('type:(a OR loo|)', 'lookup'), ['type:(a OR lookup|)', false])
  assert.deepEqual(taken('ty|', 'type:', { group: 'Fields', isWhole: false }), ['type:|', false])
  assert.deepEqual(taken('ty|', 'type:lookup', { group: 'Recent' }), ['type:lookup |', true])
})
