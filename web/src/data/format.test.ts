import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBytes } from './format.ts'

test('bytes are told in the unit in which they are one to three digits', () => {
  assert.deepEqual([0, 999, 1000, 20_400, 123_456_789, 1_440_000_000, 5e17].map(formatBytes), [
    '0 B',
    '999 B',
    '1.0 kB',
    '20.4 kB',
    '123 MB',
    '1.4 GB',
    '500 PB',
  ])
})
