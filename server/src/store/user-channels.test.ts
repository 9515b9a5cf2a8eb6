import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../event/new-id.ts'
import { newEvent } from './event-log.contract.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { randomEvent } from './testing/random-events.ts'
import { recountSessions } from './testing/recount-sessions.ts'
import { recountUsers } from './testing/recount-users.ts'
import { channelSessionsMax, userChannels } from './user-channels.ts'

describe('the channels of users', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  after(() => store?.close())

  test('are those of their newest sessions, as a recount has them', async () => {
    const events = fc.array(randomEvent, { minLength: 20, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(events, async (fields) => {
        const project = `p-${newId(Date.now())}`
        const stored = fields.map((one) => newEvent(project, one))
        await store.log.append(stored)
        const sessions = new Map(recountSessions(stored).map((session) => [session.session_id, session]))
        const users = recountUsers(stored).map(({ user_id }) => user_id)
        const found = await userChannels(store.engine, project, [...users, 'nobody'])
        assert.deepEqual(found.get('nobody'), [])
        for (const user of users) {
          const seen = new Map<string, bigint>()
          for (const { user_id, session_id, timestamp } of stored) {
            if (user_id !== user || session_id === null) continue
            const before = seen.get(session_id)
            seen.set(session_id, before !== undefined && before > timestamp ? before : timestamp)
          }
          const newest = [...seen].toSorted(([a, x], [b, y]) => (x === y ? (a < b ? 1 : -1) : x < y ? 1 : -1))
          const channels = newest
            .slice(0, channelSessionsMax)
            .map(([id]) => sessions.get(id)?.channel_manager_type)
            .filter((channel) => typeof channel === 'string')
          assert.deepEqual(found.get(user), [...new Set(channels)].toSorted())
        }
      }),
      { numRuns: 8 },
    )
  })
})
