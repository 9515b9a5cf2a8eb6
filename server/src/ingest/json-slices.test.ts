import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { arrayElements, objectShape } from './json-slices.ts'

/** JSON text of any value, with spaces wherever they may stand and characters that look like structure. */
const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 })
const text = fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ':', 'a', 'ü', '😀', '\n') })
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom('null', 'true', '0', '-1.5e+400', '123456789012345678901234567890', '"\\u005d\\"\\/"'),
    fc.array(fc.tuple(space, tie('value'), space), { maxLength: 4 }).map(arrayOf),
    fc.array(fc.tuple(space, text, space, tie('value'), space), { maxLength: 4 }).map(objectOf),
  ),
}))

describe('the slices of JSON text', () => {
  test('of an array are its elements, each as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(space, jsonText, space)), space, (elements, around) => {
        const json = `${around}${arrayOf(elements)}${around}`
        const slices = [...arrayElements(Buffer.from(json))].map((slice) => slice.toString())
        assert.deepEqual(
          slices.map((slice) => slice.trim()),
          elements.map(([, element]) => element),
        )
        assert.deepEqual(
          slices.map((slice) => JSON.parse(slice)),
          JSON.parse(json),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('of an object are the member asked for, how deep it goes, and how many members there are', () => {
    const member = fc.tuple(space, fc.oneof(text, fc.constant('attributes')), space, jsonText, space)
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), space, (members, around) => {
        const shape = objectShape(`${around}${objectOf(members)}${around}`, 'attributes')
        assert.equal(shape.memberCount, members.length)
        const wanted = members.findLast(([, key]) => key === 'attributes')?.[3]
        assert.equal(shape.memberText, wanted)
        if (wanted !== undefined) assert.equal(shape.memberDepth, depthOf(wanted))
      }),
      { numRuns: 500 },
    )
  })

  test('come to an end on any bytes, be they JSON or not', () => {
    const bytes = fc.array(fc.constantFrom(...Buffer.from('[]{}",:\\ a1'), 0xff, 0x00), { maxLength: 40 })
    fc.assert(
      fc.property(bytes, (some) => {
        try {
          for (const slice of arrayElements(Buffer.from([0x5b, ...some]))) assert.ok(slice.length <= some.length)
        } catch (error) {
          assert.ok(error instanceof SyntaxError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

function arrayOf(elements: readonly (readonly string[])[]): string {
  return `[${elements.map((element) => element.join('')).join(',')}]`
}

function objectOf(members: readonly (readonly [string, string, string, string, string])[]): string {
  return `{${members.map(([a, key, b, value, c]) => `${a}${JSON.stringify(key)}${b}:${value}${c}`).join(',')}}`
}

/** Of the text and not of its value, in which a key that is written twice is there once. */
function depthOf(json: string): number {
  let depth = 0
  let depthMax = 0
  for (const character of json.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '')) {
    if ('{['.includes(character)) depthMax = Math.max(depthMax, ++depth)
    if ('}]'.includes(character)) depth--
  }
  return depthMax
}
