import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import type { FoundConversation, FoundSession } from '../event/session.ts'
import { descriptors } from '../event/session-descriptors.ts'
import {
  type ConversationOrderField,
  conversationFactKinds,
  conversationOrderFields,
  type SessionField,
  sessionFactKinds,
  sessionFields,
} from '../event/session-fields.ts'
import { parseSessionSearch } from '../event/session-search.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import { migrate } from './migrations.ts'
import { openEventLog } from './open-event-log.ts'
import { sessionFactsSql } from './session-facts.ts'
import { type SessionReads, sessionReads } from './session-reads.ts'
import { fewEvents, randomEvent } from './testing/random-events.ts'
import { recountConversations, recountSessions } from './testing/recount-sessions.ts'
import { sortedBy } from './testing/sorted-sessions.ts'

/** The promises of `SessionReads`. It runs against the private engine and against a server. */
export function testSessionReads(kind: string, openEngine: () => Promise<Engine>): void {
  describe(`sessions on ${kind}`, () => {
    let engine: Engine
    let log: EventLog
    let reads: SessionReads

    before(async () => {
      engine = await openEngine()
      await migrate(engine)
      log = await openEventLog(engine, { pendingBytesMax: 1024 ** 2, dedupeBytesMax: 1024 ** 2 })
      reads = sessionReads(engine)
      // Every append is a part of its own, so what is counted has to be put together from all of them.
      await engine.command('SYSTEM STOP MERGES event')
    })
    after(async () => {
      await log?.close()
      await engine?.close()
    })

    /** Stores the events of one project, each inner list in one commit. */
    const store = async (commits: readonly (readonly Partial<NewEvent>[])[]) => {
      const project = `p-${newId(Date.now())}`
      const events = commits.map((commit) => commit.map((fields) => newEvent(project, fields)))
      for (const commit of events) await log.append(commit)
      return { project, events: events.flat() }
    }
    const listSessions = async (project: string, asked: Asked<SessionField> = {}) =>
      reads.list(project, { ...page, orderBy: 'session_id', ...asked, filter: filterOf(asked, sessionFactKinds) })
    const listConversations = async (project: string, asked: Asked<ConversationOrderField> = {}) =>
      reads.listConversations(project, {
        ...page,
        orderBy: 'conversation_id',
        ...asked,
        filter: filterOf(asked, conversationFactKinds),
      })

    test('what is listed equals a recount of the events, however they were committed', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(randomEvent, { maxLength: 12 }), { maxLength: 5 }), async (commits) => {
          const { project, events } = await store(commits)
          const sessions = recountSessions(events).toSorted(by('session_id'))
          const listed = await listSessions(project)
          assert.deepEqual(listed.items.map(sortedKeys), sessions.map(sortedKeys))
          assert.equal(listed.count, sessions.length)
          for (const session of sessions) {
            assert.deepEqual(sortedKeys(await reads.get(project, session.session_id)), sortedKeys(session))
          }
          const conversations = recountConversations(events).toSorted(by('conversation_id'))
          const found = await listConversations(project)
          assert.deepEqual(found.items.map(sortedKeys), conversations.map(sortedKeys))
          assert.equal(found.count, conversations.length)
        }),
        { numRuns: 8 },
      )
    })

    test('filtering by anything that is shown of sessions finds those of which it is shown', async () => {
      const { project, events } = await store(fc.sample(fewEvents, { numRuns: 3, seed: 7 }))
      const sessions = recountSessions(events).toSorted(by('session_id'))
      const shown = [...descriptors, 'event_count', 'tool_call_count', 'transfer_count', 'error_count'] as const
      for (const field of shown) {
        const values = new Set(sessions.map((session) => session[field]).filter((value) => value !== null))
        for (const value of [...values].slice(0, 2)) {
          const { items } = await listSessions(project, { search: [[field, String(value)]] })
          const expected = sessions.filter((session) => session[field] === value)
          assert.deepEqual(items.map(idOf), expected.map(idOf), `${field}=${value}`)
        }
      }
    })

    test('filtering by fields of events finds sessions and conversations that contain such an event', async () => {
      const { project, events } = await store(fc.sample(fewEvents, { numRuns: 3, seed: 8 }))
      const fields = ['session_id', 'conversation_id', 'user_id', 'type', 'category', 'source_id'] as const
      for (const field of fields) {
        const values = new Set(events.map((event) => event[field]).filter((value) => value !== null))
        for (const value of [...values].slice(0, 2)) {
          const containing = events.filter((event) => event[field] === value)
          const ids = new Set(containing.map(({ session_id }) => session_id))
          const expected = recountSessions(events).filter(({ session_id }) => ids.has(session_id))
          const { items, count } = await listSessions(project, { search: [[field, value]] })
          assert.deepEqual(items.map(idOf), expected.map(idOf).toSorted(), `${field}=${value}`)
          assert.equal(count, expected.length)

          const sessions = new Map(
            recountSessions(events).map((session) => [session.session_id, session.conversation_id]),
          )
          const touched = containing.map(
            (event) => event.conversation_id ?? sessions.get(event.session_id ?? '') ?? null,
          )
          const conversations = [...new Set(touched)].filter((id) => id !== null).toSorted()
          const found = await listConversations(project, { search: [[field, value]] })
          assert.deepEqual(
            found.items.map(({ conversation_id }) => conversation_id),
            conversations,
            `${field}=${value}`,
          )
        }
      }
    })

    test('different fields must all hold, of the same field any', async () => {
      const { project } = await store([
        [
          { session_id: 'a', type: 'x', user_id: 'u1' },
          { session_id: 'b', type: 'y', user_id: 'u1' },
        ],
        [
          { session_id: 'c', type: 'z', user_id: 'u2' },
          { session_id: 'a', type: 'z', user_id: 'u2' },
        ],
      ])
      const ids = async (search: [string, string][]) => (await listSessions(project, { search })).items.map(idOf)
      assert.deepEqual(
        await ids([
          ['type', 'x'],
          ['type', 'y'],
        ]),
        ['a', 'b'],
      )
      assert.deepEqual(
        await ids([
          ['type', 'z'],
          ['user_id', 'u1'],
        ]),
        ['a'],
      )
      assert.deepEqual(
        await ids([
          ['type', 'x'],
          ['type', 'y'],
          ['user_id', 'u2'],
        ]),
        ['a'],
      )
      assert.deepEqual(
        await ids([
          ['type', 'x'],
          ['user_id', 'u3'],
        ]),
        [],
      )
    })

    test('every order sorts, and its pages put together are the whole list', async () => {
      const { project, events } = await store(fc.sample(fewEvents, { numRuns: 3, seed: 9 }))
      const sessions = recountSessions(events)
      for (const orderBy of sessionFields) {
        const direction = orderBy.length % 2 === 0 ? 'asc' : 'desc'
        const items: FoundSession[] = []
        for (let offset = 0; offset < sessions.length; offset += 4) {
          items.push(...(await listSessions(project, { orderBy, direction, limit: 4, offset })).items)
        }
        assert.deepEqual(items.map(idOf), sortedBy(sessions, orderBy, direction).map(idOf), `${orderBy} ${direction}`)
      }
      const conversations = recountConversations(events).map(({ conversation_id }) => conversation_id)
      for (const orderBy of conversationOrderFields) {
        const paged: string[] = []
        for (let offset = 0; offset < conversations.length; offset++) {
          const { items } = await listConversations(project, { orderBy, limit: 1, offset })
          paged.push(...items.map(({ conversation_id }) => conversation_id))
        }
        assert.deepEqual(paged.toSorted(), conversations.toSorted(), orderBy)
      }
    })

    test('the range is that of the start: from it on, and before its end', async () => {
      const at = (second: number) => instant(`2026-01-01T00:00:0${second}Z`)
      const { project } = await store([
        [
          { session_id: 'a', timestamp: at(1) },
          { session_id: 'b', timestamp: at(2) },
        ],
        [
          { session_id: 'a', timestamp: at(5) },
          { session_id: 'c', timestamp: at(4) },
        ],
      ])
      const ids = async (from: number, to: number, search: [string, string][] = []) =>
        (await listSessions(project, { from: at(from), to: at(to), search })).items.map(idOf)
      assert.deepEqual(await ids(2, 4), ['b'])
      assert.deepEqual(await ids(1, 9), ['a', 'b', 'c'])
      assert.deepEqual(await ids(2, 9, [['type', 'lookup']]), ['b', 'c'])
    })

    test('a session of another project is not found, listed or described', async () => {
      const { project } = await store([[{ session_id: 'mine', attributes: '{"agent_name":"A"}' }]])
      const other = await store([[{ session_id: 'mine', conversation_id: 'x', attributes: '{"agent_id":"B"}' }]])
      const [session] = (await listSessions(project)).items
      assert.deepEqual([session?.event_count, session?.agent_name, session?.agent_id], [1, 'A', null])
      assert.deepEqual(await listSessions(project, { search: [['agent_id', 'B']] }), { items: [], count: 0 })
      assert.deepEqual(await listConversations(project, { search: [['agent_id', 'B']] }), { items: [], count: 0 })
      await assert.rejects(reads.get(`${other.project}-none`, 'mine'), { code: 'not_found' })
    })

    test('a session says who it was with beside numbers that no double holds', async () => {
      const attributes =
        '{"n":[123456789012345678901234567890,1e400],"text":"\\", 1e999","agent_\\u006eame":"Ann \\"é\\""}'
      const { project } = await store([[{ session_id: 's', attributes }]])
      assert.equal((await reads.get(project, 's')).agent_name, 'Ann "é"')
      assert.equal((await listSessions(project, { search: [['agent_name', 'Ann "é"']] })).count, 1)
    })

    test('ids of any characters find their session', async () => {
      const ids = ["'", '\\', "\\'", '\0', '\n\t', '{x:String}', 'ü🙂', '%2F/..', '--', '']
      const { project } = await store([ids.map((session_id) => ({ session_id, attributes: '{"agent":"A"}' }))])
      for (const id of ids) assert.equal((await reads.get(project, id)).agent_name, 'A', JSON.stringify(id))
      const { items } = await listSessions(project, { search: ids.map((id) => ['session_id', id]) })
      assert.deepEqual(items.map(idOf).toSorted(), ids.toSorted())
    })

    test('sessions are counted from what is kept beside the events, without reading the events', async () => {
      const session_id = (i: number) => `s${i % 100}`
      const { project } = await store([Array.from({ length: 20_000 }, (_, i) => ({ session_id: session_id(i) }))])
      await projectAll(engine)
      const plan = await engine.rows<{ explain: string }>(`EXPLAIN ${sessionFactsSql('project = {project:String}')}`, {
        params: { project },
      })
      assert.match(plan.map(({ explain }) => explain).join('\n'), /ReadFromMergeTree \(sessions\)/)
      assert.equal((await listSessions(project)).items[0]?.event_count, 200)
    })
  })
}

/** As merges do in time. */
async function projectAll(engine: Engine): Promise<void> {
  await engine.command('SYSTEM START MERGES event')
  await engine.command('ALTER TABLE event MATERIALIZE PROJECTION sessions SETTINGS mutations_sync = 1')
  await engine.command('SYSTEM STOP MERGES event')
}

interface Asked<OrderField> {
  search?: readonly (readonly [string, string])[]
  from?: bigint
  to?: bigint
  orderBy?: OrderField
  direction?: 'asc' | 'desc'
  limit?: number
  offset?: number
}

const page = { direction: 'asc', limit: 1000, offset: 0, isCounted: true } as const

function filterOf<Fact extends string>(
  { search = [], from, to }: Asked<unknown>,
  kinds: Parameters<typeof parseSessionSearch<Fact>>[2],
) {
  const parsed = parseSessionSearch(
    search.map(([field]) => field),
    search.map(([, value]) => value),
    kinds,
  )
  if ('problem' in parsed) throw new Error(parsed.problem)
  return { ...parsed, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function sortedKeys(item: FoundSession | FoundConversation) {
  return Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function idOf({ session_id }: { session_id: string }): string {
  return session_id
}

function by<Key extends string>(key: Key) {
  return (a: Record<Key, string>, b: Record<Key, string>) => (a[key] < b[key] ? -1 : 1)
}
