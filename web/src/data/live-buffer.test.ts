import assert from 'node:assert/strict'
import test from 'node:test'
import type { ListedEvent } from './events.ts'
import { arrived, crowdCount, emptyBuffer, paused, resumed, shownCountMax, withEarlier } from './live-buffer.ts'

function events(from: number, to: number): ListedEvent[] {
  return Array.from({ length: to - from }, (_, index) => ({ event_id: String(from + index) }) as ListedEvent)
}

const idsOf = (list: readonly ListedEvent[]) => list.map(({ event_id }) => Number(event_id))

test('what arrives stands on top, the newest first', () => {
  const buffer = arrived(arrived(emptyBuffer, events(0, 2)), events(2, 4))
  assert.deepEqual(idsOf(buffer.shown), [3, 2, 1, 0])
  assert.equal(buffer.receivedCount, 4)
})

test('while paused nothing moves, and after resuming nothing is missing', () => {
  const before = paused(arrived(emptyBuffer, events(0, 3)))
  const during = arrived(arrived(before, events(3, 5)), events(5, 6))
  assert.equal(during.shown, before.shown)
  assert.equal(during.waitingCount, 3)
  const after = resumed(during)
  assert.deepEqual(idsOf(after.shown), [5, 4, 3, 2, 1, 0])
  assert.equal(after.waitingCount, 0)
  assert.equal(after.paused, false)
})

test('memory is bounded however long the pause, the count stays true, and the newest are kept', () => {
  let buffer = paused(emptyBuffer)
  for (let n = 0; n < 4; n++) buffer = arrived(buffer, events(n * 3000, (n + 1) * 3000))
  assert.equal(buffer.waitingCount, 12_000)
  assert.equal(buffer.waiting.length, shownCountMax)
  const { shown } = resumed(buffer)
  assert.deepEqual([shown.length, shown[0]?.event_id, shown.at(-1)?.event_id], [shownCountMax, '11999', '7000'])
})

test('an event that arrived while the earlier ones were fetched is shown once', () => {
  const buffer = withEarlier(arrived(emptyBuffer, events(5, 7)), events(3, 6).reverse())
  assert.deepEqual(idsOf(buffer.shown), [6, 5, 4, 3])
  assert.equal(buffer.freshCount, 2)
})

test('the earlier ones are the first to give way', () => {
  const buffer = arrived(withEarlier(emptyBuffer, events(0, 100)), events(100, shownCountMax + 60))
  assert.equal(buffer.shown.length, shownCountMax)
  assert.deepEqual([buffer.shown[0]?.event_id, buffer.shown.at(-1)?.event_id], [String(shownCountMax + 59), '39'])
})

test('only what came since the last crowd is fresh, also when it came while paused', () => {
  const calm = arrived(arrived(emptyBuffer, events(0, 3)), events(3, 5))
  assert.deepEqual([calm.freshCount, calm.isCrowd], [5, false])
  const crowd = arrived(calm, events(5, 6 + crowdCount))
  assert.deepEqual([crowd.freshCount, crowd.isCrowd], [0, true])
  const after = resumed(arrived(paused(crowd), events(100, 102)))
  assert.deepEqual([after.freshCount, after.isCrowd], [2, false])
})
