import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { NewestPage, Sought } from './newest-begun.ts'
import { countConversations, newestConversations } from './newest-conversations.ts'
import { countSessions, newestSessions } from './newest-sessions.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { fewEvents } from './testing/random-events.ts'
import { conversationIdOf, recountConversations, recountSessions } from './testing/recount-sessions.ts'

let store: TestStore
before(async () => {
  store = await openTestStore()
})
after(() => store?.close())

test('which sessions began last is known from the newest events alone, or not at all', () =>
  eachOfSome({
    begunOf: (events) => recountSessions(events).map(({ session_id, ...session }) => ({ id: session_id, ...session })),
    idOf: ({ session_id }) => session_id,
    newest: (page) => newestSessions(store.engine, page),
    count: (sought) => countSessions(store.engine, sought),
  }))

test('which conversations began last is known from the newest events alone, or not at all', () =>
  eachOfSome({
    begunOf: (events) =>
      recountConversations(events).map(({ conversation_id, ...conversation }) => ({
        id: conversation_id,
        ...conversation,
      })),
    idOf: conversationIdOf,
    newest: (page) => newestConversations(store.engine, [], page),
    count: (sought) => (sought.counted.length === 0 ? countConversations(store.engine, sought) : null),
  }))

interface Kind {
  /** What there is, recounted. */
  begunOf: (events: readonly NewEvent[]) => { id: string; first_timestamp: bigint; event_count: number }[]
  /** Which of them an event counts to. */
  idOf: (event: NewEvent, events: readonly NewEvent[]) => string | null
  newest: (page: NewestPage) => Promise<string[] | null>
  /** Null where that is not counted. */
  count: (sought: Sought) => Promise<number> | null
}

/** Holds what is found in random events, for whatever is asked, to what a recount finds. */
async function eachOfSome({ begunOf, idOf, newest, count }: Kind): Promise<void> {
  const conditions = { anyEvent: fc.boolean(), onlyLonger: fc.boolean(), hasBegin: fc.boolean(), hasEnd: fc.boolean() }
  const found = { bySome: 0, byAll: 0 }
  await fc.assert(
    fc.asyncProperty(fewEvents, fc.record(conditions), async (fields, { anyEvent, onlyLonger, hasBegin, hasEnd }) => {
      const project = `p-${newId(Date.now())}`
      const events = fields.map((one) => newEvent(project, one))
      await store.log.append(events)
      const passing = new Set(
        events.filter(({ type }) => anyEvent || type === 'other').map((event) => idOf(event, events)),
      )
      const begin = instant('2026-01-01T00:00:01Z')
      const end = instant('2026-01-01T00:00:05Z')
      const expected = begunOf(events)
        .filter(({ id, event_count }) => passing.has(id) && (!onlyLonger || event_count > 1))
        .filter(({ first_timestamp: first }) => (!hasBegin || first >= begin) && (!hasEnd || first < end))
        .toSorted((a, b) => compare(b.first_timestamp, a.first_timestamp) || compare(b.id, a.id))
        .map(({ id }) => id)
      const ofProject = 'project = {project:String}'
      const from = 'fromUnixTimestamp64Nano({begin:Int64})'
      const before = 'fromUnixTimestamp64Nano({end:Int64})'
      const sought: Sought = {
        project: ofProject,
        ofEvents: anyEvent ? ofProject : `${ofProject} AND type = 'other'`,
        counted: [
          ...(hasBegin ? [`first_timestamp >= ${from}`] : []),
          ...(hasEnd ? [`first_timestamp < ${before}`] : []),
          ...(onlyLonger ? ['event_count > 1'] : []),
        ],
        ...(hasBegin && { from }),
        ...(hasEnd && { before }),
        params: { project, begin: begin.toString(), end: end.toString() },
      }
      assert.equal((await count(sought)) ?? expected.length, expected.length)
      for (const lookAt of [[1], [0, 1, 2], [100]]) {
        for (const limit of [1, 3]) {
          for (const offset of [0, 1]) {
            const ids = await newest({ ...sought, limit, offset, lookAt })
            if (ids === null) continue
            assert.deepEqual(ids, expected.slice(offset, offset + limit), `${limit} after ${offset} of ${lookAt}`)
            found[lookAt[0] === 100 ? 'byAll' : 'bySome']++
          }
        }
      }
    }),
    { numRuns: 12 },
  )
  assert.ok(found.bySome > 0 && found.byAll > 0)
}

function compare<Value extends bigint | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}
