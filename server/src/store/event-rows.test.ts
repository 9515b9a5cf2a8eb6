import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewEvent } from '../event/event.ts'
import { encodeRows, joinRows, numberRows, rowCount, sliceRows } from './event-rows.ts'

// Rows of different lengths, so that a wrong offset shows.
const events = Array.from({ length: 7 }, (_, index) => newEvent('x'.repeat(index * 50)))
const parts = [events.slice(0, 1), events.slice(1, 5), events.slice(5, 5), events.slice(5)].map((some) =>
  encodeRows(some, 1),
)

test('rows joined without some of them are as if only the others had been encoded', () => {
  for (let leftOut = 0; leftOut < 2 ** events.length; leftOut++) {
    const isLeftOut = (index: number) => ((leftOut >> index) & 1) === 1
    const joined = joinRows(parts, new Set(events.map((_, index) => index).filter(isLeftOut)))
    const others = events.filter((_, index) => !isLeftOut(index))
    assert.deepEqual(joined, encodeRows(others, 1), `without ${leftOut.toString(2)}`)
  }
})

test('numbers reach every row, also beyond 32 bits and in a slice', () => {
  const all = joinRows(parts, new Set())
  const slice = sliceRows(all, 2, 5)
  assert.equal(rowCount(slice), 3)
  numberRows(slice, 2 ** 32 - 1)
  const seqs = Array.from(slice.starts.subarray(0, 3), (start) => slice.bytes.readBigUInt64LE(start))
  assert.deepEqual(seqs, [2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + 1n])
})

function newEvent(description: string): NewEvent {
  return {
    project: 'p',
    event_id: `id-${description.length}`,
    received_at: 1n,
    timestamp: 2n,
    session_id: null,
    conversation_id: null,
    source: null,
    source_id: null,
    category: null,
    type: null,
    user_id: null,
    description,
    attributes: null,
    failed: false,
    leaves: '',
    agent: '',
  }
}
