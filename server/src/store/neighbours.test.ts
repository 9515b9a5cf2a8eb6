import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { newEvent } from './event-log.contract.ts'
import { neighbourReads, type Surroundings } from './neighbours.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { randomEvent } from './testing/random-events.ts'
import { conversationIdOf } from './testing/recount-sessions.ts'

describe('what happened just before and after an event', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  after(() => store?.close())

  test('in its session, conversation, user or project is what a recount says, the nearest first', async () => {
    const reads = neighbourReads(store.engine)
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomEvent, { minLength: 10, maxLength: 20 }),
        fc.array(randomEvent, { maxLength: 10 }),
        async (first, second) => {
          const project = `p-${newId(Date.now())}`
          const stored = [first, second].map((commit) => commit.map((fields) => newEvent(project, fields)))
          for (const commit of stored) await store.log.append(commit)
          const events = stored.flat().toSorted(inOrder)
          const event = events[Math.floor(events.length / 2)]!
          const all: [Surroundings, (event: NewEvent) => boolean][] = [
            [{ within: 'project', id: null }, () => true],
            [{ within: 'session', id: 's1' }, ({ session_id }) => session_id === 's1'],
            [{ within: 'user', id: 'u1' }, ({ user_id }) => user_id === 'u1'],
            [{ within: 'conversation', id: 'c1' }, (one) => conversationIdOf(one, events) === 'c1'],
          ]
          for (const [surroundings, isAmong] of all) {
            for (const side of ['before', 'after'] as const) {
              const found = await reads.beside(project, event, surroundings, { side, countMax: 4 })
              const isThere = (one: NewEvent) => inOrder(one, event) * (side === 'after' ? 1 : -1) > 0
              const expected = events.filter((one) => isAmong(one) && isThere(one)).map(({ event_id }) => event_id)
              if (side === 'before') expected.reverse()
              assert.deepEqual(
                found.map(({ event_id }) => event_id),
                expected.slice(0, 4),
                `${surroundings.within} ${side}`,
              )
            }
          }
        },
      ),
      { numRuns: 5 },
    )
  })
})

function inOrder(a: NewEvent, b: NewEvent): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1
  return a.event_id < b.event_id ? -1 : a.event_id > b.event_id ? 1 : 0
}
