import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SourceRecord } from './source-record.ts'
import { splitArray } from './split-array.ts'

async function elements(text: string, size = text.length || 1): Promise<{ found: [number, string][]; error?: string }> {
  const bytes = Buffer.from(text)
  async function* source() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const found: SourceRecord[] = []
  let error: string | undefined
  try {
    for await (const records of splitArray(source())) found.push(...records)
  } catch (failure) {
    error = (failure as Error).message
  }
  const list = found.map(({ line, text }): [number, string] => [line, text.toString()])
  return error === undefined ? { found: list } : { found: list, error }
}

test('elements come with their exact bytes and the line on which they begin', async () => {
  const text = ' [\n {"n": 123456789012345678901234567890, "x": 1e400},\n\n  {\n "a]": "},[\\""\n}, 5 ,"s" ] \n'
  assert.deepEqual(await elements(text), {
    found: [
      [2, '{"n": 123456789012345678901234567890, "x": 1e400}'],
      [4, '{\t "a]": "},[\\""\t}'],
      [6, '5'],
      [6, '"s"'],
    ],
  })
  assert.deepEqual(await elements('[]'), { found: [] })
})

test('whatever JSON is in the array, its elements come out, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue().filter((value) => JSON.stringify(value) !== undefined)),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(0, 2),
      async (values, size, indent) => {
        const { found, error } = await elements(JSON.stringify(values, null, indent), size)
        assert.equal(error, undefined)
        const expected = JSON.parse(JSON.stringify(values))
        assert.deepEqual(
          found.map(([, text]) => JSON.parse(text)),
          expected,
        )
      },
    ),
    { numRuns: 200 },
  )
})

test('a line break inside a string stays illegal', async () => {
  const { found } = await elements('[{"a":"one\ntwo"}]')
  assert.throws(() => JSON.parse(found[0]?.[1] ?? '{}'))
})

test('an array that is cut off gives what was there, and an error', async () => {
  const { found, error } = await elements('[{"a":1},\n{"b"')
  assert.deepEqual(found, [
    [1, '{"a":1}'],
    [2, '{"b"'],
  ])
  assert.match(error ?? '', /no end/)
})

test('what follows the array is an error that names its line', async () => {
  const { found, error } = await elements('[1]\n\n{"a":1}')
  assert.deepEqual(found, [[1, '1']])
  assert.match(error ?? '', /line 3/)
})
