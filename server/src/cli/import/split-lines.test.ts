import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitLines } from './split-lines.ts'

async function lines(chunks: Buffer[], bytesMax?: number) {
  const found: [number, string][] = []
  async function* source() {
    yield* chunks
  }
  for await (const records of splitLines(source(), bytesMax)) {
    for (const { text, line } of records) found.push([line, text.toString()])
  }
  return found
}

test('lines keep their numbers; blank ones are passed over; the last needs no end', async () => {
  assert.deepEqual(await lines([Buffer.from('a\n\n \t\r\nb\r\nc')]), [
    [1, 'a'],
    [4, 'b'],
    [5, 'c'],
  ])
  assert.deepEqual(await lines([]), [])
})

test('the lines are the same wherever the bytes are cut', async () => {
  const cuts = fc.array(fc.constantFrom('a', 'é', '\n', '\r', ' ', '{}', '🙂'), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 1, max: 5 }), async (pieces, size) => {
      const bytes = Buffer.from(pieces.join(''))
      const chunks = []
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
      assert.deepEqual(await lines(chunks), await lines([bytes]))
    }),
    { numRuns: 200 },
  )
})

test('a line longer than the maximum is cut there, and the next one is whole', async () => {
  const chunks = ['aaaa', 'aaaa\nb', 'b\n'].map((text) => Buffer.from(text))
  assert.deepEqual(await lines(chunks, 5), [
    [1, 'aaaaa'],
    [2, 'bb'],
  ])
})
