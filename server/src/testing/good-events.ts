import { eventFields } from '@occur/client/protocol'
import fc from 'fast-check'

export const pad = (number: number, digits = 2) => String(number).padStart(digits, '0')
const timestamp = fc
  .tuple(
    fc.integer({ min: 1901, max: 2260 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.nat(23),
    fc.nat(59),
    fc.nat(59),
    fc.constantFrom('', '.1', '.206180', '.123456789', '.000000001', '.999999999000'),
    fc.constantFrom('Z', 'z', '', '+00:00', '-23:59', '+14:00', '+0530'),
  )
  .map(([year, month, day, hour, minute, second, fraction, zone]) =>
    [`${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`, fraction, zone].join(''),
  )

/** Any characters at all: control characters, those beyond 16 bits, and those that mean something somewhere. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('\0', '\t', '\n', '\\', '"', "'", '\u2028', '\ufeff', '\x7f', '😀', '{', '%') }),
  fc.constantFrom('', 'null', 'NULL', '\\N', '__proto__', 'a.b', '\uffff', '\u{10ffff}', 'x'.repeat(500)),
)
const number = fc.oneof(
  fc.constantFrom('0', '-0', '1e400', '-1E-999', '123456789012345678901234567890', '1.50', '18446744073709551616'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt().map(String),
)
export const { value: anyJson } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom('null', 'true', 'false', '[]', '{}', '""', '"\\u0000"', '"\\/"'),
    number,
    anyText.map((text) => JSON.stringify(text)),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(' , ')}]`),
    objectOf(tie('value')),
  ),
}))

function objectOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(anyText, value), { maxLength: 5 })
    .map((members) => `{${members.map(([key, json]) => `${JSON.stringify(key)} :\t${json}`).join(',\n')}}`)
}

const orNull = (text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant('null') }, { weight: 5, arbitrary: text })
const textFields = eventFields.filter((field) => field !== 'timestamp' && field !== 'attributes')

/** The text of an event that keeps the contract, however odd it is. */
export const goodEvent = fc
  .tuple(
    timestamp.map((text) => JSON.stringify(text)),
    fc.array(fc.tuple(fc.constantFrom(...textFields), orNull(anyText.map((text) => JSON.stringify(text)))), {
      maxLength: 8,
    }),
    fc.option(orNull(objectOf(anyJson))),
    fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })),
  )
  .map(([timestamp, texts, attributes, id]) => {
    const members = new Map([['timestamp', timestamp], ...texts])
    if (attributes !== null) members.set('attributes', attributes)
    if (id !== null) members.set('event_id', JSON.stringify(id))
    return `{${[...members].map(([name, json]) => `"${name}":${json}`).join(',')}}`
  })
