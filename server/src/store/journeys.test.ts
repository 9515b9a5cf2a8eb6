import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../event/new-id.ts'
import { newEvent } from './event-log.contract.ts'
import { type JourneyReads, type JourneyWindow, journeyReads } from './journeys.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { randomEvent } from './testing/random-events.ts'
import { recountJourney } from './testing/recount-journeys.ts'
import { recountConversations } from './testing/recount-sessions.ts'
import { recountUsers } from './testing/recount-users.ts'

describe('journeys', () => {
  let store: TestStore
  let reads: JourneyReads
  before(async () => {
    store = await openTestStore()
    reads = journeyReads(store.engine)
  })
  after(() => store?.close())

  test('of users and conversations are what a recount says, from either end, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(randomEvent, { minLength: 6, maxLength: 14 }), { minLength: 1, maxLength: 3 }),
        async (commits) => {
          const project = `p-${newId(Date.now())}`
          const stored = commits.map((commit) => commit.map((fields) => newEvent(project, fields)))
          for (const commit of stored) await store.log.append(commit)
          const events = stored.flat()
          for (const user of recountUsers(events)) {
            const expected = recountJourney(events, 'user_id', user.user_id)
            assert.equal(expected.length, user.session_count)
            const page = (window: JourneyWindow) => reads.ofUser(project, user.user_id, window)
            assert.deepEqual((await page({ direction: 'asc', countMax: 100 })).user, user)
            for (const direction of ['asc', 'desc'] as const) {
              const found = await inPages(page, direction)
              assert.deepEqual(found, direction === 'asc' ? expected : expected.toReversed())
            }
          }
          for (const conversation of recountConversations(events)) {
            const { conversation_id } = conversation
            const found = await reads.ofConversation(project, conversation_id, { direction: 'asc', countMax: 100 })
            assert.deepEqual(found, {
              conversation,
              sessions: recountJourney(events, 'conversation_id', conversation_id),
            })
            assert.equal(found.sessions.length, conversation.session_count)
          }
        },
      ),
      { numRuns: 4 },
    )
  })

  test('of somebody or something that no event names are not found', async () => {
    const window = { direction: 'asc', countMax: 10 } as const
    await assert.rejects(reads.ofUser('nowhere', 'u', window), { code: 'not_found' })
    await assert.rejects(reads.ofConversation('nowhere', 'c', window), { code: 'not_found' })
  })
})

async function inPages(
  page: (window: JourneyWindow) => ReturnType<JourneyReads['ofUser']>,
  direction: 'asc' | 'desc',
): Promise<unknown[]> {
  const countMax = 3
  const { sessions } = await page({ direction, countMax })
  for (let isFull = sessions.length === countMax; isFull; ) {
    const after = sessions.at(-1)!
    const next = (await page({ direction, countMax, after })).sessions
    sessions.push(...next)
    isFull = next.length === countMax
  }
  return sessions
}
