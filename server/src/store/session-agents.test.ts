import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { completion } from './complete-parts.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import { sessionAgentsSql } from './session-agents-sql.ts'
import { joinParts, openTestStore, type TestStore } from './testing/open-store.ts'
import { randomEvent } from './testing/random-events.ts'
import { recountAgents } from './testing/recount-sessions.ts'

describe('the agents of sessions', () => {
  let store: TestStore
  let engine: Engine
  let log: EventLog
  before(async () => {
    store = await openTestStore()
    ;({ engine, log } = store)
  })
  after(() => store?.close())

  /** As they are read, and as they are found by taking attributes apart. */
  async function agents(project: string) {
    const read = await engine.rows<{ agent_session: string; session_agent: string }>(
      sessionAgentsSql('project = {project:String}'),
      { params: { project } },
    )
    const described = await engine.rows<{ session_id: string; agent: string }>(
      `SELECT session_id, argMin(value, descriptor = 'agent_id') AS agent
      FROM (${describeSessionsSql(['agent_name', 'agent_id'], 'project = {project:String} AND session_id IS NOT NULL')})
      GROUP BY session_id`,
      { params: { project } },
    )
    return {
      read: new Map(read.map((row) => [row.agent_session, row.session_agent])),
      described: new Map(described.map((row) => [row.session_id, row.agent])),
    }
  }

  const complete = () => engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)

  for (const isComplete of [false, true]) {
    test(`are what their attributes say, ${isComplete ? 'read from the projection' : 'as events were inserted'}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(sayingEvent, { minLength: 25, maxLength: 25 }), async (fields) => {
          if (isComplete) await joinParts(engine)
          const project = `p-${newId(Date.now())}`
          const events = fields.map((one) => newEvent(project, one))
          await log.append(events.slice(0, 10))
          // Of these the engine works it out.
          await log.append(events.slice(10).map((event) => ({ ...event, agent: null })))
          if (isComplete) await complete()
          const { read, described } = await agents(project)
          assert.deepEqual(sorted(read), sorted(described))
        }),
        { numRuns: isComplete ? 12 : 40 },
      )
    })
  }

  test('are what a recount finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomEvent, { minLength: 30, maxLength: 30 }), async (fields) => {
        const project = `p-${newId(Date.now())}`
        const events = fields.map((one) => newEvent(project, one))
        await log.append(events)
        const agentOf = recountAgents(events)
        const expected = sessionsOf(events).flatMap((id) => (agentOf(id) === null ? [] : [[id, agentOf(id)]]))
        assert.deepEqual(sorted((await agents(project)).read), expected.toSorted())
      }),
      { numRuns: 15 },
    )
  })

  test('are read without their events', async () => {
    const project = `p-${newId(Date.now())}`
    const saying = (session_id: string) => newEvent(project, { session_id, attributes: '{"agent":"a"}' })
    await log.append([...Array.from({ length: 5000 }, () => newEvent(project, { session_id: 's' })), saying('s')])
    await complete()
    const tally = { rowsRead: 0 }
    const rows = await engine.rows(sessionAgentsSql('project = {project:String}'), { params: { project }, tally })
    assert.deepEqual(rows, [{ agent_session: 's', session_agent: 'a' }])
    assert.ok(tally.rowsRead < 3000, `${tally.rowsRead} rows were read`)
  })
})

function sessionsOf(events: readonly NewEvent[]): string[] {
  return [...new Set(events.flatMap(({ session_id }) => (session_id === null ? [] : [session_id])))]
}

function sorted(agents: ReadonlyMap<string, string>): [string, string][] {
  return [...agents].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Attributes as text, so that keys may be written twice, or with escapes, and numbers in every way. */
const key = fc.constantFrom(
  ...['agent', 'agent', 'agent_name', 'agent.name', 'gen_ai.agent.name', 'assistant_name', 'agent_id', 'agent.id'],
  ...['assistant_id', 'bot_id', 'bot_name', 'name', 'id', 'agentname', 'gen_ai', 'Agent'],
  ...['\\u0061gent', 'a\\u0067ent_\\u0069d', 'agent\\u002ename', 'agent\\u002Eid', 'agent\\u005Fname'],
)
const plain = fc.constantFrom(
  ...['"a1"', '"a2"', '"\\u00e4\\n"', '""', '" "', '"null"', '"true"', '"[x"', '"{"', '1', '1.50', '1e400', '-0'],
  ...['123456789012345678901234567890', 'true', 'false', 'null', `"${'x'.repeat(512)}"`, `"${'x'.repeat(513)}"`],
  ...[`"${'ü'.repeat(256)}"`, `"${'ü'.repeat(257)}"`, '"\\u0000"', '"\\u0001b"', '"a\'b\\\\c"'],
)
const spaced = fc.constantFrom('', ' ', '\n\t')
const json: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    plain,
    tie('object'),
    fc.array(tie('value'), { maxLength: 2 }).map((values) => `[${values}]`),
  ),
  object: fc
    .array(fc.tuple(key, spaced, tie('value')), { maxLength: 4 })
    .map((pairs) => `{${pairs.map(([key, space, value]) => `"${key}"${space}:${space}${value}`)}}`),
})).object

const sayingEvent = fc.record({
  timestamp: fc.bigInt({ min: 0n, max: 4n }).map((n) => instant('2026-01-01T00:00:00Z') + n),
  session_id: fc.constantFrom('s1', 's2', 's3', 's4', 's5', '', null),
  type: fc.constantFrom('session-start', 'call.started', 'other', null),
  attributes: fc.option(json),
})
