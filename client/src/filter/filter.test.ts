import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { sessionFieldSet, userFieldSet } from './fields.ts'
import { type FieldRef, FilterError, type Test, type WrittenFilter } from './filter.ts'
import { formatFilter } from './format.ts'
import { parseWritten } from './parse.ts'
import { type FilterView, parseFilter, viewKey, withRenamedView } from './views.ts'

/** Without the places in the text, which a formatted filter need not share. */
function meaning(filter: WrittenFilter): unknown {
  if (filter.kind === 'and' || filter.kind === 'or') return { kind: filter.kind, of: filter.of.map(meaning) }
  if (filter.kind === 'not') return { kind: 'not', of: meaning(filter.of) }
  const { span: _, ...rest } = filter
  return rest
}

const field = (name: string, test: Test, path: string[] = []) => ({ kind: 'field', field: { name, path }, test })
const is = (value: string): Test => ({ op: 'is', value })
const words = (text: string, isPrefix = false) => ({ kind: 'words', text, isPrefix })
const view = (name: string) => ({ kind: 'view', name })

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
    ['view:failed', view('failed')],
    ['-view:"Failed"', { kind: 'not', of: view('Failed') }],
    ['view:(a OR b)', { kind: 'or', of: [view('a'), view('b')] }],
    ['(view:a OR type:b)', { kind: 'or', of: [view('a'), field('type', is('b'))] }],
    ['()', { kind: 'and', of: [] }],
    ['-()', { kind: 'not', of: { kind: 'and', of: [] } }],
    ['a OR ()', { kind: 'or', of: [words('a'), { kind: 'and', of: [] }] }],
    ['--a', { kind: 'not', of: { kind: 'not', of: words('a') } }],
  ]
  for (const [text, expected] of cases) {
    test(`reads ${text || 'nothing as everything'}`, () => assert.deepEqual(meaning(parseWritten(text)), expected))
  }

  const mistakes: [string, RegExp, string][] = [
    ['typ:a', /there is no field "typ"; did you mean type\?/, 'typ:'],
    ['duration_ms>5', /did you mean attributes\.duration_ms\?/, 'duration_ms>'],
    ['type:', /expected a value here, and here is the end/, ''],
    ['type:)', /expected a value here, and here is \)/, ')'],
    ['attributes.n>', /expected a value here, and here is the end/, ''],
    ['type:(', /expected a value here, and here is the end/, ''],
    ['type:(a OR', /expected a value here, and here is the end/, ''],
    ['attributes.a b:x', /did you mean attributes\."a b"\?/, 'b:'],
    ['x attributes.call.to end b>5', /did you mean attributes\.call\."to end b"\?/, 'b>'],
    ['type:attributes.a b:x', /did you mean attributes\.b\?/, 'b:'],
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
    ['veiw:a', /did you mean view\?/, 'veiw:'],
    ['view:', /expected a value/, ''],
    ['view:fail*', /named in full/, 'fail*'],
    ['view:*', /named in full/, '*'],
    ['view>a', /with : only/, 'view>'],
    ['view.a:b', /has nothing inside it/, 'view.a:'],
    ['view:a', /there is no view "a"/, 'a'],
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
  const condition: fc.Arbitrary<WrittenFilter> = fc.oneof(
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
    fc.record({ kind: fc.constant('view' as const), name: value, span: fc.constant(span) }),
  )
  const filter: fc.Arbitrary<WrittenFilter> = fc.letrec<{ filter: WrittenFilter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      condition,
      fc.constant<WrittenFilter>({ kind: 'and', of: [] }),
      tie('filter').map((of): WrittenFilter => ({ kind: 'not', of })),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): WrittenFilter => ({ kind: 'and', of })),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): WrittenFilter => ({ kind: 'or', of })),
    ),
  })).filter

  test('every filter becomes text and the same filter again', () => {
    fc.assert(
      fc.property(filter, (one) => assert.deepEqual(meaning(parseWritten(formatFilter(one))), meaning(one))),
      {
        numRuns: 2000,
      },
    )
  })

  test('a choice among nothing becomes a text that nothing passes', () => {
    const nothing = { kind: 'not', of: { kind: 'and', of: [] } }
    const none: WrittenFilter[] = [
      { kind: 'or', of: [] },
      { kind: 'field', field: { name: 'type', path: [] }, test: { op: 'any', of: [] }, span },
    ]
    for (const one of none) {
      assert.deepEqual(meaning(parseWritten(formatFilter(one))), nothing)
      const both: WrittenFilter = { kind: 'and', of: [one, { kind: 'not', of: one }] }
      assert.deepEqual(meaning(parseWritten(formatFilter(both))), {
        kind: 'and',
        of: [nothing, { kind: 'not', of: nothing }],
      })
    }
  })

  test('a view in a filter means what its own text means there, in brackets', () => {
    const named: fc.Arbitrary<WrittenFilter> = fc.constantFrom('v1', 'v2').map((name) => ({ kind: 'view', name, span }))
    const withoutViews = filter.filter((one) => !formatFilter(one).includes('view:'))
    const naming: fc.Arbitrary<WrittenFilter> = fc.oneof(
      named,
      named.map((of): WrittenFilter => ({ kind: 'not', of })),
      fc
        .record({ kind: fc.constantFrom('and', 'or'), of: fc.tuple(withoutViews, named, named) })
        .map((one) => one as WrittenFilter),
    )
    fc.assert(
      fc.property(naming, withoutViews, withoutViews, (one, first, second) => {
        const [v1, v2] = [formatFilter(first), formatFilter(second)]
        const views = new Map(Object.entries({ v1, v2 }).map(([name, q]) => [name, { name, of: 'events' as const, q }]))
        const text = formatFilter(one)
        const inBrackets = text.replaceAll('view:v1', () => `(${v1})`).replaceAll('view:v2', () => `(${v2})`)
        assert.deepEqual(meaning(parseFilter(text, undefined, views)), meaning(parseFilter(inBrackets)))
      }),
      { numRuns: 500 },
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

describe('views in filters', () => {
  const viewsOf = (...views: FilterView[]) => new Map(views.map((view) => [viewKey(view.name), view]))
  const events = (name: string, q: string): FilterView => ({ name, of: 'events', q })
  const sessions = (name: string, q: string): FilterView => ({ name, of: 'sessions', q })
  const bare = (filter: WrittenFilter) => formatFilter(filter)

  test('stand for their filters, as if in brackets, whatever the case of their names', () => {
    const views = viewsOf(
      events('Failed', 'attributes.ok:false OR category:error'),
      events('mine', 'view:failed user:me'),
    )
    for (const [text, written] of [
      ['view:failed', 'attributes.ok:false OR category:error'],
      ['type:a view:FAILED', 'type:a (attributes.ok:false OR category:error)'],
      ['-view:Failed', '-(attributes.ok:false OR category:error)'],
      ['view:mine', '(attributes.ok:false OR category:error) user_id:me'],
      ['view:(failed OR mine) b', '(view:failed OR view:mine) b'],
    ] as const) {
      const found = parseFilter(text, undefined, views)
      assert.equal(bare(found), bare(parseFilter(written, undefined, views)), text)
      assert.ok(!bare(found).includes('view:'), text)
    }
  })

  test('are pointed at where they are named in what was asked, with all that is wrong inside them', () => {
    const views = viewsOf(
      events('failed', 'attributes.ok:false'),
      events('a', 'view:b'),
      events('b', 'view:A'),
      events('self', '-view:self'),
      events('lost', 'type:x view:failes'),
      events('outer', 'view:lost'),
      sessions('long', 'duration>300'),
      sessions('with-lookup', 'type:lookup'),
      events('typo', 'tpye:a'),
    )
    for (const [text, message, place] of [
      ['x view:faild', 'there is no view "faild"; did you mean failed?', 'faild'],
      ['x view:nothing-like-it', 'there is no view "nothing-like-it"', 'nothing-like-it'],
      ['view:a', 'in the view "a": in the view "b": this names "a" again, in a circle', 'a'],
      ['view:self', 'in the view "self": this names "self" again, in a circle', 'self'],
      [
        'type:y -view:outer',
        'in the view "outer": in the view "lost": there is no view "failes"; did you mean failed?',
        'outer',
      ],
      ['view:(failed OR long)', 'in the view "long": "duration" of sessions cannot be asked about here', 'long'],
      ['view:typo', 'in the view "typo": there is no field "tpye"; did you mean type?', 'typo'],
    ] as const) {
      assert.throws(
        () => parseFilter(text, undefined, views),
        (error: unknown) => {
          assert.ok(error instanceof FilterError)
          assert.equal(error.message, message)
          assert.equal(text.slice(error.span.from, error.span.to), place)
          return true
        },
      )
    }
    assert.equal(bare(parseFilter('view:long', sessionFieldSet, views)), 'duration>300')
    const many = viewsOf(sessions('many', 'events>20'))
    assert.throws(() => parseFilter('view:many', userFieldSet, many), /"event_count" of sessions cannot be asked/)
    assert.equal(bare(parseFilter('view:with-lookup', undefined, views)), 'type:lookup')
  })

  test('have conditions that are found where the view is named', () => {
    const found = parseFilter('x view:two', undefined, viewsOf(events('one', 'type:a'), events('two', '     view:one')))
    assert.deepEqual(found, {
      kind: 'and',
      of: [
        { ...words('x'), span: { from: 0, to: 1 } },
        { ...field('type', is('a')), span: { from: 7, to: 10 } },
      ],
    })
  })

  test('are called otherwise where a filter names them, and all else stays to the letter', () => {
    const renamed = (text: string, to = 'new') => withRenamedView(text, 'Old', to)
    assert.equal(
      renamed('  view:old  "view:old" type:(a OR b) -VIEW OR view:"OLD"'),
      '  view:new  "view:old" type:(a OR b) -VIEW OR view:new',
    )
    assert.equal(renamed('-(view:(older OR old) OR view:old)'), '-(view:(older OR new) OR view:new)')
    assert.equal(renamed('view:old x', 'OR'), 'view:"OR" x')
    assert.equal(renamed('type:old old'), 'type:old old')
    assert.equal(withRenamedView('duration>3 view:old', 'old', 'a.b-c_d', sessionFieldSet), 'duration>3 view:a.b-c_d')
  })

  test('that name one another again and again are refused before they fill the memory', () => {
    const twice = Array.from({ length: 8 }, (_, n) => events(`v${n + 1}`, Array(20).fill(`view:v${n}`).join(' ')))
    const doubling = viewsOf(events('v0', 'type:a'), ...twice)
    assert.throws(() => parseFilter('view:v7', undefined, doubling), /more than 10000 characters/)
    const chain = viewsOf(events('v0', ''), ...Array.from({ length: 200 }, (_, n) => events(`v${n + 1}`, `view:v${n}`)))
    assert.equal(bare(parseFilter('view:v100', undefined, chain)), '')
    assert.throws(() => parseFilter('view:v103', undefined, chain), /nests too deep/)
    const deepest = `${'-'.repeat(50)}view:v0`
    assert.ok(parseFilter(deepest, undefined, viewsOf(events('v0', `${'-'.repeat(50)}a`))))
    const tooDeep = viewsOf(events('v0', 'a'), events('v1', deepest), events('v2', '-view:v1'))
    assert.throws(() => parseFilter(`${'-'.repeat(50)}view:v2`, undefined, tooDeep), /nests too deep/)
  })
})
