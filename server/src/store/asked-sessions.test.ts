import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { conversationFieldSet, type Filter, parseFilter, sessionFieldSet } from '@occur/client/filter'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import { type SessionReads, sessionReads } from './session-reads.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { passes } from './testing/passes.ts'
import { randomEvent } from './testing/random-events.ts'
import { conversationIdOf, recountAgents, recountConversations, recountSessions } from './testing/recount-sessions.ts'

const now = instant('2026-01-02T00:00:00Z')
const page = { direction: 'asc', limit: 1000, offset: 0, isCounted: true } as const
const search = { containing: [], described: [], counted: [] }

/** About events alone, which both lists understand. */
const ofEvents = [
  '',
  'type:human-transfer',
  '-type:human-transfer',
  'type:phone-transfer source:tool-call',
  'type:phone-transfer OR category:k1',
  'attributes.ok:false -user:u1',
  'attributes.agent.name:a*',
  'timestamp<2026-01-01T00:00:02Z',
]

describe('the filter language on lists of sessions and conversations', () => {
  let store: TestStore
  let log: EventLog
  let reads: SessionReads
  before(async () => {
    store = await openTestStore()
    log = store.log
    reads = sessionReads(store.engine)
  })
  after(() => store?.close())

  test('finds sessions by an event that they contain and by what they are, as a recount does', async () => {
    const filters = [
      ...ofEvents,
      'events>2',
      'events>1 type:other',
      'type:other -events>2',
      'events:2 OR type:session-start',
      '-(events>2 type:other)',
      'duration>=1.4 transfers>0',
      'errors:0',
      'tool_calls:(1 OR 2)',
      'started>=2026-01-01T00:00:01Z',
      'ended<2026-01-01T00:00:03Z',
      'agent:a1',
      'agent:a* OR agent_id:7',
      'agent:(a5 OR 7) -agent_name:a5',
      'agent:a5 type:other',
      '-agent:*',
      'channel:voice source:x',
    ]
    await eachOf(filters, sessionFieldSet, async (project, events, filter) => {
      const expected = recountSessions(events).filter((session) => {
        const own = events.filter(({ session_id }) => session_id === session.session_id)
        return passes(
          filter,
          own,
          {
            started: session.first_timestamp,
            ended: session.last_timestamp,
            duration: Number(session.last_timestamp - session.first_timestamp) / 1e9,
            ...session,
            agent: session.agent_name ?? session.agent_id,
          },
          now,
        )
      })
      const asked = { ...search, asked: { filter, now } }
      const { items, count } = await reads.list(project, { ...page, orderBy: 'session_id', filter: asked })
      assert.equal(count, items.length)
      return [items.map(({ session_id }) => session_id), expected.map(({ session_id }) => session_id)]
    })
  })

  test('finds conversations by an event that they contain and by what they are, as a recount does', async () => {
    const filters = [
      ...ofEvents,
      'sessions>1',
      'events>2 type:other',
      'duration>1 OR type:other',
      '-events>3',
      'sessions:*',
      'agent:a*',
      '-agent:(a1 OR a5) type:other',
      'transfers>0',
      'tool_calls>1 -errors:0',
    ]
    await eachOf(filters, conversationFieldSet, async (project, events, filter) => {
      const expected = recountConversations(events).filter((conversation) => {
        const own = events.filter((event) => conversationIdOf(event, events) === conversation.conversation_id)
        return passes(
          filter,
          own,
          {
            duration: Number(conversation.last_timestamp - conversation.first_timestamp) / 1e9,
            ...conversation,
          },
          now,
          recountAgents(events),
        )
      })
      const asked = { ...search, asked: { filter, now } }
      const { items, count } = await reads.listConversations(project, {
        ...page,
        orderBy: 'conversation_id',
        filter: asked,
      })
      assert.equal(count, items.length)
      return [
        items.map(({ conversation_id }) => conversation_id),
        expected.map(({ conversation_id }) => conversation_id),
      ]
    })
  })

  /** Holds what is found to what is expected, on random events, for each of these filters. */
  async function eachOf(
    filters: readonly string[],
    fields: typeof sessionFieldSet,
    foundAndExpected: (project: string, events: NewEvent[], filter: Filter) => Promise<[string[], string[]]>,
  ) {
    const commits = fc.array(fc.array(randomEvent, { maxLength: 12 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(commits, async (commits) => {
        const project = `p-${newId(Date.now())}`
        const stored = commits.map((commit) => commit.map((fields) => newEvent(project, fields)))
        for (const commit of stored) await log.append(commit)
        for (const text of filters) {
          const [found, expected] = await foundAndExpected(project, stored.flat(), parseFilter(text, fields))
          assert.deepEqual(found.toSorted(), expected.toSorted(), text)
        }
      }),
      { numRuns: 8 },
    )
  }
})
