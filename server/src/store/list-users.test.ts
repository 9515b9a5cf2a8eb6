import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseFilter, userFieldSet } from '@occur/client/filter'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { type FoundUser, userFields } from '../event/user.ts'
import { instant, newEvent } from './event-log.contract.ts'
import { lastSeenUsers } from './last-seen-users.ts'
import type { UserListRequest } from './list-users.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { passes } from './testing/passes.ts'
import { randomEvent } from './testing/random-events.ts'
import { recountUsers } from './testing/recount-users.ts'
import { type UserReads, userReads } from './user-reads.ts'

const now = instant('2026-01-02T00:00:00Z')
const everybody: UserListRequest = {
  filter: { containing: [], described: [], counted: [] },
  orderBy: 'last_timestamp',
  direction: 'desc',
  limit: 1000,
  offset: 0,
  isCounted: true,
}

describe('users', () => {
  let store: TestStore
  let reads: UserReads
  before(async () => {
    store = await openTestStore()
    reads = userReads(store.engine)
  })
  after(() => store?.close())

  test('are counted as a recount counts them, and come in any order, page by page', () =>
    eachOfSome(async (project, events) => {
      const expected = recountUsers(events)
      const { items, count } = await reads.list(project, everybody)
      assert.equal(count, expected.length)
      assert.deepEqual(items, sorted(expected, 'last_timestamp', 'desc'))
      for (const orderBy of userFields) {
        for (const direction of ['asc', 'desc'] as const) {
          const ids: string[] = []
          for (let offset = 0; offset < expected.length; offset += 3) {
            const page = await reads.list(project, { ...everybody, orderBy, direction, limit: 3, offset })
            assert.equal(page.count, expected.length)
            ids.push(...page.items.map(({ user_id }) => user_id))
          }
          assert.deepEqual(
            ids,
            sorted(expected, orderBy, direction).map(({ user_id }) => user_id),
            `${orderBy} ${direction}`,
          )
        }
      }
      for (const user of expected) assert.deepEqual(await reads.get(project, user.user_id), user)
      await assert.rejects(reads.get(project, 'nobody'), { code: 'not_found' })
    }))

  test('are found by an event that they have and by what they are, as a recount finds them', () =>
    eachOfSome(async (project, events) => {
      for (const text of filters) {
        const filter = parseFilter(text, userFieldSet)
        const expected = recountUsers(events).filter((user) =>
          passes(
            filter,
            events.filter(({ user_id }) => user_id === user.user_id),
            { ...user },
            now,
          ),
        )
        const request = { ...everybody, filter: { ...everybody.filter, asked: { filter, now } } }
        assert.deepEqual((await reads.list(project, request)).items, sorted(expected, 'last_timestamp', 'desc'), text)
      }
    }))

  test('are found by when they were last seen, whenever they were first', () =>
    eachOfSome(async (project, events) => {
      const [from, to] = [instant('2026-01-01T00:00:02Z'), instant('2026-01-01T00:00:05Z')]
      const expected = recountUsers(events).filter(({ last_timestamp: last }) => last >= from && last < to)
      const request = { ...everybody, filter: { ...everybody.filter, from, to } }
      for (const limit of [1, 1000]) {
        const { items, count } = await reads.list(project, { ...request, limit })
        assert.deepEqual(items, sorted(expected, 'last_timestamp', 'desc').slice(0, limit))
        assert.equal(count, expected.length)
      }
    }))

  test('who was seen last is known from the newest events alone, or not at all', () =>
    eachOfSome(async (project, events) => {
      const expected = sorted(recountUsers(events), 'last_timestamp', 'desc').map(({ user_id }) => user_id)
      const condition = { where: 'project = {project:String}', params: { project } }
      let known = 0
      for (const lookAt of [[2], [4], [2, 8], [5, 100]]) {
        for (const limit of [1, 2, 3]) {
          const found = await lastSeenUsers(store.engine, { ...condition, limit, offset: 1, lookAt })
          if (found !== null) assert.deepEqual(found, expected.slice(1, 1 + limit), `${limit} of ${lookAt}`)
          if (found !== null) known++
        }
      }
      assert.ok(known > 0 || expected.length < 2)
    }))

  /** Hands random events, stored in several commits, to the test, each time in a project of their own. */
  async function eachOfSome(test: (project: string, events: NewEvent[]) => Promise<void>) {
    const event = fc
      .tuple(randomEvent, fc.constantFrom(null, 'u1', 'u2', 'u3', 'u4', 'u5', "u'6\\", '\0'))
      .map(([fields, user_id]) => ({ ...fields, user_id }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 4 }), async (commits) => {
        const project = `p-${newId(Date.now())}`
        const stored = commits.map((commit) => commit.map((fields) => newEvent(project, fields)))
        for (const commit of stored) await store.log.append(commit)
        await test(project, stored.flat())
      }),
      { numRuns: 6 },
    )
  }
})

const filters = [
  '',
  'type:human-transfer',
  '-type:human-transfer',
  'type:phone-transfer source:tool-call',
  'events>2',
  'sessions>1 type:other',
  'sessions>1 -transfers>0',
  'conversations:2 OR type:session-start',
  '-(events>2 type:other)',
  'errors:0 tool_calls>0',
  'first_seen>=2026-01-01T00:00:01Z',
  'last_seen<2026-01-01T00:00:05Z session:s1',
  'user:u1 OR user:u2 events>1',
]

/** Ties by id. */
function sorted(users: readonly FoundUser[], field: keyof FoundUser, direction: 'asc' | 'desc'): FoundUser[] {
  const sign = direction === 'asc' ? 1 : -1
  return users.toSorted((a, b) =>
    a[field] === b[field] ? (a.user_id < b.user_id ? -sign : sign) : a[field] < b[field] ? -sign : sign,
  )
}
