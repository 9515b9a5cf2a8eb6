import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RowWriter } from './row-writer.ts'

test('a text is preceded by its length in bytes, whatever its length and its characters', () => {
  const lengths = [0, 1, 42, 43, 63, 64, 127, 128, 129, 5460, 5461, 5462, 8191, 8192, 16_383, 16_384, 70_000, 2_100_000]
  for (const letter of ['a', 'ü', '語', '😀']) {
    for (const length of lengths) {
      const value = letter.repeat(length)
      const row = new RowWriter(16)
      row.text(value)
      row.uint8(7)
      const [bytes, at] = readLeb128(row.bytes())
      assert.equal(bytes, Buffer.byteLength(value), `${length} × ${letter}`)
      assert.ok(row.bytes().toString('utf8', at, at + bytes) === value)
      assert.equal(row.bytes()[at + bytes], 7)
      assert.equal(row.length, at + bytes + 1)
    }
  }
})

/** The number, and where what follows it begins. */
function readLeb128(bytes: Buffer): [number: number, at: number] {
  let number = 0
  for (let at = 0; ; at++) {
    number += (bytes[at]! & 127) * 2 ** (7 * at)
    if (bytes[at]! < 128) return [number, at + 1]
  }
}
