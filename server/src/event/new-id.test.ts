import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, timeOfId } from './new-id.ts'

test('an id tells when it was made, and any other text tells nothing', () => {
  const nowMs = Date.UTC(2026, 10, 22, 17)
  assert.equal(timeOfId(newId(nowMs)), nowMs)
  assert.equal(timeOfId(newId(nowMs).toUpperCase()), nowMs)
  for (const id of ['', 'e-1', crypto.randomUUID(), `${newId(nowMs)}0`]) assert.equal(timeOfId(id), null, id)
})
