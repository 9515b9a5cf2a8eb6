import { type Filter, isNumber, type Test } from '@occur/client/filter'
import fc from 'fast-check'
import { instant } from '../event-log.contract.ts'

/** Few values, and odd ones, so that filters meet events. */
const words = [
  'refund',
  'Refund!',
  'a refund please',
  'über',
  'ÜBER',
  'ΣΑΣ',
  'İ',
  'ß',
  'x_y',
  '1',
  '2.50',
  '',
  '😀',
  '\u0001',
  'true',
]
const text = fc.constantFrom(...words)
const key = fc.constantFrom('a', 'b', 'agent', 'a.b', '\\', '\u0002', 'ok', '__proto__', 'a=b')
const number = fc.constantFrom(0, -0, 1, 2.5, -3, 1e21, 1e-7, 1e308, 30, 12345678901234567000)
const attributes = fc.dictionary(
  key,
  fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      text,
      number,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  })).value,
  { maxKeys: 4 },
)
const maybeText = fc.option(text)

export const anyEvent = fc.record({
  timestamp: fc
    .bigInt({ min: -3n, max: 3n })
    .map((hours) => instant('2026-03-02T23:00:00Z') + hours * 3_600_000_000_000n),
  session_id: maybeText,
  type: maybeText,
  description: maybeText,
  attributes: fc.option(attributes.map((object) => JSON.stringify(object))),
})

const span = { from: 0, to: 0 }
const path = fc.array(key, { minLength: 1, maxLength: 3 })
const comparison = fc.constantFrom('<', '<=', '>', '>=')
const time = fc.constantFrom('2026-03-02', '2026-03-03', 'today', 'yesterday', '-13h', '2026-03-02T23:00Z')
const textTest: fc.Arbitrary<Test> = fc.oneof(
  text.map((value) => ({ op: 'is', value }) as const),
  text.map((value) => ({ op: 'begins', value }) as const),
  fc.constant({ op: 'exists' } as const),
)
const leafTest: fc.Arbitrary<Test> = fc.oneof(
  textTest,
  number.map((value) => ({ op: 'is', value: String(value) }) as const),
  fc.boolean().map((value) => ({ op: 'is', value: String(value) }) as const),
  fc.record({ op: comparison, value: number.map(String) }).filter(({ value }) => isNumber(value)) as fc.Arbitrary<Test>,
)
const timeTest = fc.record({ op: fc.oneof(fc.constant('is'), comparison), value: time }) as fc.Arbitrary<Test>
const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .record({ name: fc.constantFrom('session_id', 'type', 'description', 'agent'), test: textTest })
    .map(({ name, test }) => field(name, [], test)),
  fc.record({ path, test: leafTest }).map(({ path, test }) => field('attributes', path, test)),
  timeTest.map((test) => field('timestamp', [], test)),
  fc.record({ text, isPrefix: fc.boolean() }).map((said) => ({ kind: 'words', ...said, span }) as const),
)

export const anyFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    condition,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      of: fc.array(tie('filter'), { maxLength: 3 }),
    }) as fc.Arbitrary<Filter>,
    tie('filter').map((of) => ({ kind: 'not', of }) as const),
  ),
})).filter

function field(name: string, path: readonly string[], test: Test): Filter {
  return { kind: 'field', field: { name, path }, test, span }
}
