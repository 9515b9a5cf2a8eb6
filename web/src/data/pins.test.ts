import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { View } from '@occur/client/protocol'
import { movedPin, nextPin, pinned } from './pins.ts'

function view(name: string, pin?: number): View {
  const question = { kind: 'measure' as const }
  const facts = { created_at: '', changed_at: '', version: 1 }
  return { name, of: 'events', q: '', question, ...facts, ...(pin !== undefined && { pin }) }
}

const namesOf = (views: View[]) =>
  pinned(views)
    .map(({ name }) => name)
    .join('')

test('what is pinned stands in order, and what comes new behind it', () => {
  const views = [view('c', 3), view('x'), view('a', -1), view('b', 2.5)]
  assert.equal(namesOf(views), 'abc')
  assert.equal(nextPin(views), 4)
  assert.equal(nextPin([]), 1)
})

test('one place earlier or later changes a single view, also at the ends', () => {
  const views = [view('a', 1), view('b', 2), view('c', 3)]
  const moved = (name: string, by: -1 | 1) =>
    namesOf(views.map((one) => (one.name === name ? view(name, movedPin(views, name, by)) : one)))
  assert.equal(moved('a', 1), 'bac')
  assert.equal(moved('b', 1), 'acb')
  assert.equal(moved('b', -1), 'bac')
  assert.equal(moved('c', -1), 'acb')
  assert.equal(movedPin(views, 'a', -1), undefined)
  assert.equal(movedPin(views, 'c', 1), undefined)
})
