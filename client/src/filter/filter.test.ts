import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type FieldRef, type Filter, FilterError, type Test } from './filter.ts'
import { formatFilter } from './format.ts'
import { parseFilter } from './parse.ts'

/** Without the places in the text, which a formatted filter need not share. */
function meaning(filter: Filter): unknown {
  if (filter.kind === 'and' || filter.kind === 'or') return { kind: filter.kind, of: filter.of.map(meaning) }
  if (filter.kind === 'not') return { kind: 'not', of: meaning(filter.of) }
  const { span: _, ...rest } = filter
  return rest
}

const field = (name: string, test: Test, path: string[] = []) => ({ kind: 'field', field: { name, path }, test })
const is = (value: string): Test => ({ op: 'is', value })
const words = (text: string, isPrefix = false) => ({ kind: 'words', text, isPrefix })

describe('the filter language', () => {
  const cases: [string, unknown][] = [
    ['', { kind: 'and', of: [] }],
    ['type:phone-transfer', field('type', is('phone-transfer'))],
    ['type=phone-transfer', field('type', is('phone-transfer'))],
    ['-category:safety', { kind: 'not', of: field('category', is('safety')) }],
    ['NOT category:safety', { kind: 'not', of: field('category', is('safety')) }],
    ['user:+1804*', field('user_id', { op: 'begins', value: '+1804' })],
    [
      'session:a conversation:b',
      { kind: 'and', of: [field('session_id', is('a')), field('conversation_id', is('b'))] },
    ],
    ['attributes.ok:false', field('attributes', is('false'), ['ok'])],
    ['attributes.a."b.c".d:1', field('attributes', is('1'), ['a', 'b.c', 'd'])],
    ['attributes.duration_ms>1000', field('attributes', { op: '>', value: '1000' }, ['duration_ms'])],
    ['attributes.duration_ms:>=-1.5e3', field('attributes', { op: '>=', value: '-1.5e3' }, ['duration_ms'])],
    ['timestamp>=2026-03-02', field('timestamp', { op: '>=', value: '2026-03-02' })],
    ['timestamp>=-24h', field('timestamp', { op: '>=', value: '-24h' })],
    ['type:(a OR "b c")', field('type', { op: 'any', of: [is('a'), is('b c')] })],
    ['user_id:*', field('user_id', { op: 'exists' })],
    ['-user_id:*', { kind: 'not', of: field('user_id', { op: 'exists' }) }],
    ['type:""', field('type', is(''))],
    ['type:"*"', field('type', is('*'))],
    ['type:a\\*', field('type', is('a*'))],
    ['type:-a', field('type', is('-a'))],
    ['type:http://x/y?a=b:c', field('type', is('http://x/y?a=b:c'))],
    ['refund', words('refund')],
    ['refund*', words('refund', true)],
    ['"free text"', words('free text')],
    ['"say \\"hi\\""', words('say "hi"')],
    ['a OR b c', { kind: 'or', of: [words('a'), { kind: 'and', of: [words('b'), words('c')] }] }],
    ['(a OR b) AND c', { kind: 'and', of: [{ kind: 'or', of: [words('a'), words('b')] }, words('c')] }],
    ['-(a b)', { kind: 'not', of: { kind: 'and', of: [words('a'), words('b')] } }],
    ['--a', { kind: 'not', of: { kind: 'not', of: words('a') } }],
  ]
  for (const [text, expected] of cases) {
    test(`reads ${text || 'nothing as everything'}`, () => assert.deepEqual(meaning(parseFilter(text)), expected))
  }

  const mistakes: [string, RegExp, string][] = [
    ['typ:a', /there is no field "typ"; did you mean type\?/, 'typ:'],
    ['duration_ms>5', /did you mean attributes\.duration_ms\?/, 'duration_ms>'],
    ['type:', /expected a value/, 'type:'],
    ['type:a OR', /expected a condition, and here is the end/, ''],
    ['(type:a', /not closed/, '('],
    ['type:a)', /closes nothing/, ')'],
    ['"abc', /does not end/, '"abc'],
    ['type>5', /with : only/, '5'],
    ['timestamp>noon', /is not a time/, 'noon'],
    ['attributes.n>x', /is not a number/, 'x'],
    ['attributes:x', /say which attribute/, 'attributes:'],
    ['type.a:x', /did you mean attributes\.type\.a\?/, 'type.a:'],
    ['type:(a b)', /expected OR or \)/, 'b'],
    [`${'('.repeat(60)}a`, /nests deeper/, '('],
  ]
  for (const [text, message, place] of mistakes) {
    test(`points at the mistake in ${text.slice(0, 20)}`, () => {
      assert.throws(
        () => parseFilter(text),
        (error: unknown) => {
          assert.ok(error instanceof FilterError)
          assert.match(error.message, message)
          assert.equal(text.slice(error.span.from, error.span.to), place)
          return true
        },
      )
    })
  }

  const value = fc.oneof(fc.string(), fc.constantFrom('OR', '-', '*', '(', '"', '\\', 'a b', '', 'a:b', '>1'))
  const plainTest: fc.Arbitrary<Test> = fc.oneof(
    value.map((text): Test => ({ op: 'is', value: text })),
    value.filter((text) => text !== '').map((text): Test => ({ op: 'begins', value: text })),
    fc.constant<Test>({ op: 'exists' }),
  )
  const fieldRef: fc.Arbitrary<FieldRef> = fc.oneof(
    fc.constantFrom('type', 'user_id', 'description').map((name) => ({ name, path: [] })),
    fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }).map((path) => ({ name: 'attributes', path })),
  )
  const span = { from: 0, to: 0 }
  const condition: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({ kind: fc.constant('field' as const), field: fieldRef, test: plainTest, span: fc.constant(span) }),
    fc.record({
      kind: fc.constant('field' as const),
      field: fieldRef,
      test: fc.array(plainTest, { minLength: 2, maxLength: 3 }).map((of): Test => ({ op: 'any', of })),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('words' as const),
      text: value.filter((text) => text !== ''),
      isPrefix: fc.boolean(),
      span: fc.constant(span),
    }),
  )
  const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      condition,
      tie('filter').map((of): Filter => ({ kind: 'not', of })),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): Filter => ({ kind: 'and', of })),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): Filter => ({ kind: 'or', of })),
    ),
  })).filter

  test('every filter becomes text and the same filter again', () => {
    fc.assert(
      fc.property(filter, (one) => assert.deepEqual(meaning(parseFilter(formatFilter(one))), meaning(one))),
      {
        numRuns: 2000,
      },
    )
  })

  test('no text makes the parser do anything but answer or throw a FilterError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        try {
          parseFilter(text)
        } catch (error) {
          assert.ok(error instanceof FilterError, String(error))
        }
      }),
      { numRuns: 2000 },
    )
  })
})
