import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventKind } from '@occur/client/protocol'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { newEvent } from '../store/event-log.contract.ts'
import { sessionReads } from '../store/session-reads.ts'
import { similarReads } from '../store/similar-sessions.ts'
import { openTestStore, type TestStore } from '../store/testing/open-store.ts'
import { randomEvent } from '../store/testing/random-events.ts'
import { recountSessions } from '../store/testing/recount-sessions.ts'
import { similarSessions } from './similar-sessions.ts'

describe('sessions like this one', () => {
  let store: TestStore
  let reads: Parameters<typeof similarSessions>[0]
  before(async () => {
    store = await openTestStore()
    reads = { sessionReads: sessionReads(store.engine), similarReads: similarReads(store.engine) }
  })
  after(() => store?.close())

  test('are those that share the most, as a recount of all events weighs it, and say what they share', async () => {
    const commits = fc.array(fc.array(randomEvent, { minLength: 5, maxLength: 15 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(commits, async (commits) => {
        const project = `p-${newId(Date.now())}`
        const stored = commits.map((commit) => commit.map((fields) => newEvent(project, fields)))
        for (const commit of stored) await store.log.append(commit)
        const events = stored.flat()
        const [wanted, ...others] = recountSessions(events)
        if (wanted === undefined) return
        const answer = await similarSessions(reads, project, wanted.session_id, 3)
        const expected = others.map(({ session_id }) => recountScore(events, wanted.session_id, session_id))
        assert.equal(answer.covered.sessions, others.length)
        assert.equal(answer.covered.events, events.length)
        assert.deepEqual(
          answer.items.map(({ score }) => rounded(score)),
          expected
            .map(rounded)
            .toSorted((a, b) => b - a)
            .slice(0, 3),
        )
        for (const { session, score, shared, others: only } of answer.items) {
          assert.equal(rounded(score), rounded(recountScore(events, wanted.session_id, session.session_id)))
          const both = [...kindsOf(events, session.session_id)]
          const isShared = (kind: string): boolean => kindsOf(events, wanted.session_id).has(kind)
          assert.deepEqual(shared.map(name).sort(), both.filter(isShared).sort())
          assert.deepEqual(only.map(name).sort(), both.filter((kind) => !isShared(kind)).sort())
        }
      }),
      { numRuns: 5 },
    )
  })

  test('are none where there is no other, and not found for a session that no event names', async () => {
    await store.log.append([newEvent('alone', { session_id: 'only' })])
    const { items, kinds, covered } = await similarSessions(reads, 'alone', 'only', 10)
    assert.deepEqual([items, kinds.map(({ type }) => type), covered.sessions], [[], ['lookup'], 0])
    await assert.rejects(similarSessions(reads, 'alone', 'none', 10), { code: 'not_found' })
  })
})

/** The formula, said a second time and plainly. */
function recountScore(events: readonly NewEvent[], a: string, b: string): number {
  const weight = (kind: string) => Math.log(1 + events.length / events.filter((event) => name(event) === kind).length)
  const sum = (kinds: Iterable<string>) => [...kinds].reduce((total, kind) => total + weight(kind), 0)
  const [ofA, ofB] = [kindsOf(events, a), kindsOf(events, b)]
  const outcome = (id: string) => {
    const session = recountSessions(events).find(({ session_id }) => session_id === id)!
    return session.transfer_count > 0 ? 'transferred' : session.error_count > 0 ? 'failed' : 'ended'
  }
  return 0.9 * (sum(ofA.intersection(ofB)) / sum(ofA.union(ofB))) + (outcome(a) === outcome(b) ? 0.1 : 0)
}

function kindsOf(events: readonly NewEvent[], session_id: string): Set<string> {
  return new Set(events.filter((event) => event.session_id === session_id).map(name))
}

function name({ type, source_id, failed }: Omit<EventKind, 'weight'>): string {
  return JSON.stringify([type, source_id, failed])
}

function rounded(score: number): number {
  return Math.round(score * 1e9)
}
