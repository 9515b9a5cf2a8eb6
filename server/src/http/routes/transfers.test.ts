import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { SessionTransfers, TransfersAnswer, TransfersQuestion, ValidationProblem } from '@occur/client/protocol'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { askingOf } from '../testing/asking.ts'
import { newProject } from '../testing/events-with-key.ts'

const sample = new URL('../../../../../shared/data/airline-sessions.ndjson', import.meta.url)

interface Sent {
  event_id: string
  timestamp: string
  session_id: string | null
  type: string | null
  source: string | null
  source_id: string | null
  attributes: { agent_name?: string } | null
}

const instant = (at: number) => `2026-03-01T00:00:0${at}.000Z`

const anyEvents: fc.Arbitrary<Sent[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      salt: fc.integer({ min: 10, max: 99 }),
      session_id: fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6', null),
      type: fc.constantFrom('a', 'b', 'c', 'human-transfer', 'Transfer_Failed', 'transfer', '', null),
      source: fc.constantFrom('tool-call', 'tool-call', 'llm-prompt', null),
      source_id: fc.constantFrom('x', 'y', '', null),
      // The same for all events of a session: which of several is told is no matter of transfers.
      agent: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((events) =>
    events.map(({ at, salt, agent, ...fields }, index) => ({
      ...fields,
      event_id: `e-${salt}-${index}`,
      timestamp: instant(at),
      attributes: agent ? { agent_name: agentOf(fields.session_id) } : null,
    })),
  )

const agentOf = (session_id: string | null) => (session_id !== null && session_id < 's4' ? 'early' : 'late')

const anyQuestion = fc.record({
  by: fc.constantFrom('tool' as const, 'prompt' as const, 'agent' as const),
  top: fc.integer({ min: 1, max: 4 }),
  preceding: fc.integer({ min: 0, max: 4 }),
  containing: fc.constantFrom(null, 'a'),
  from: fc.constantFrom(null, 1),
  to: fc.constantFrom(null, 4),
})
type AnyQuestion = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

describe('asking for transfers', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  const asking = (key: string) => askingOf<TransfersQuestion, TransfersAnswer>(server, '/api/v1/ask/transfers', key).ask
  const answered = (key: string) =>
    askingOf<TransfersQuestion, TransfersAnswer>(server, '/api/v1/ask/transfers', key).answered
  const transfersOf = (key: string) => async (session_id: string) => {
    const answer = await server.fetch(`/api/v1/sessions/${session_id}/transfers`, {
      headers: { 'syllable-api-key': key },
    })
    return { status: answer.status, body: (await answer.json()) as SessionTransfers }
  }

  test('counts sessions, groups and what came before as a recount does', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvents, fc.array(anyQuestion, { minLength: 4, maxLength: 4 }), async (events, questions) => {
        const { key, sendEvents } = await newProject(server)
        // In several parts of the table, each sorted by itself.
        for (let at = 0; at < events.length; at += 25) await sendEvents(events.slice(at, at + 25))
        for (const question of questions) {
          const { containing, from, to, ...asked } = question
          const { covered, ...answer } = await answered(key)({
            ...asked,
            ...(containing !== null && { q: `type:${containing}` }),
            ...(from !== null && { from: instant(from) }),
            ...(to !== null && { to: instant(to) }),
          })
          const { passed, ...expected } = recount(events, question)
          assert.deepEqual(answer, expected, JSON.stringify(question))
          assert.equal(covered.events, passed)
        }
      }),
      { numRuns: 10 },
    )
  })

  test('puts the events of each transfer of a session together', async () => {
    const { key, sendEvents } = await newProject(server)
    const at = (second: number, type: string, attributes: object = {}) => ({
      event_id: `${key}-${second}`,
      timestamp: instant(second),
      session_id: 'call/1',
      type,
      attributes,
    })
    await sendEvents([
      at(0, 'session-start'),
      at(1, 'Phone_Transfer', { arguments: { phone_number: '+1804' } }),
      at(2, 'transfer.ringing'),
      at(4, 'transfer-failed', { reason: 'busy' }),
      at(5, 'human-transfer', { ok: true, duration_ms: 650 }),
    ])
    const { status, body } = await transfersOf(key)('call%2F1')
    assert.equal(status, 200, JSON.stringify(body))
    const chains = body.transfers.map(({ stages, id, ...chain }) => ({
      ...chain,
      stages: stages.map(({ stage }) => stage).join(),
    }))
    assert.deepEqual(chains, [
      { kind: 'phone', target: '+1804', outcome: 'failed', duration_ms: 3000, stages: 'requested,ringing,failed' },
      { kind: 'human', target: null, outcome: 'completed', duration_ms: 650, stages: 'requested' },
    ])
    assert.deepEqual([body.session_id, 'events_truncated' in body], ['call/1', false])
    assert.equal((await transfersOf(key)('call-2')).status, 404)
    assert.equal((await transfersOf((await newProject(server)).key)('call%2F1')).status, 404)
  })

  test('answers of nothing with nothing', async () => {
    const { covered, ...nothing } = await answered((await newProject(server)).key)({})
    assert.deepEqual(nothing, { sessions: 0, with_transfer: 0, rate: null, groups: [], group_count: 0, before: [] })
    assert.deepEqual([covered.from, covered.to, covered.events], [null, null, 0])
  })

  test('refuses what cannot be meant, at its place', async () => {
    const refused: [question: object, loc: string[], msg: RegExp][] = [
      [{ q: 'tpye:x' }, ['body', 'q'], /did you mean type\? \(at character 1\)/],
      [{ by: 'weather' }, ['body', 'by'], /tool/],
      [{ preceding: 11 }, ['body', 'preceding'], /10/],
      [{ from: 'soon' }, ['body', 'from'], /soon/],
    ]
    for (const [question, loc, msg] of refused) {
      const { status, body } = await asking(server.key)(question)
      assert.equal(status, 422, JSON.stringify(question))
      const [problem] = (body as ValidationProblem).detail
      assert.deepEqual(problem?.loc, loc)
      assert.match(JSON.stringify(problem), msg)
    }
  })

  test('finds the 35 transfers of 150 real sessions, and that people asked for them', {
    skip: !existsSync(sample) && 'the sample data is not beside this checkout',
  }, async () => {
    const { key, send } = await newProject(server)
    const { status } = await send(readFileSync(sample), { 'content-type': 'application/x-ndjson' })
    assert.equal(status, 201)
    const { sessions, with_transfer, groups, before } = await answered(key)({ by: 'agent', preceding: 2 })
    assert.deepEqual([sessions, with_transfer], [150, 35])
    assert.deepEqual(groups, [{ value: 'airline', sessions: 150, with_transfer: 35, rate: 35 / 150 }])
    assert.equal(before[0]?.position, -1)
    assert.equal(
      before[0]?.events.reduce((sum, { count }) => sum + count, 0),
      35,
    )
    assert.ok(before.flatMap(({ events }) => events).some(({ type }) => type === 'user-message'))
    const [chain, ...others] = (await transfersOf(key)('airline-task4-trial0')).body.transfers
    assert.deepEqual(others, [])
    assert.deepEqual([chain?.kind, chain?.outcome, chain?.duration_ms], ['human', 'completed', 650])
  })
})

const isTransfer = ({ type }: Sent) => type === 'human-transfer' || type === 'Transfer_Failed'

function recount(all: readonly Sent[], { by, top, preceding, containing, from, to }: AnyQuestion) {
  const orderOf = ({ timestamp, event_id }: Sent) => `${timestamp} ${event_id}`
  const inRange = all
    .filter(
      ({ timestamp }) => (from === null || timestamp >= instant(from)) && (to === null || timestamp < instant(to)),
    )
    .filter(({ session_id }) => session_id !== null)
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const passes = ({ type }: Sent) => containing === null || type === containing
  const sessions = [...Map.groupBy(inRange, ({ session_id }) => session_id).values()].filter((own) => own.some(passes))
  const valuesOf = (own: readonly Sent[]) => {
    const source = by === 'tool' ? 'tool-call' : 'llm-prompt'
    const values =
      by === 'agent'
        ? // Of the session, whenever it was said.
          all.flatMap(({ session_id, attributes }) =>
            session_id === own[0]?.session_id ? [attributes?.agent_name] : [],
          )
        : own.map((event) => (event.source === source ? event.source_id : null))
    const named = new Set(values.filter((value) => typeof value === 'string'))
    return named.size === 0 ? [null] : [...named]
  }
  const byValue = Map.groupBy(
    sessions.flatMap((own) => valuesOf(own).map((value) => ({ value, own }))),
    ({ value }) => value,
  )
  const groups = [...byValue]
    .map(([value, members]) => ({ value, ...rateOf(members.map(({ own }) => own)) }))
    .toSorted((a, b) => b.sessions - a.sessions || compared(a.value, b.value))
  const firsts = sessions.filter((own) => own.some(isTransfer)).map((own) => own.slice(0, own.findIndex(isTransfer)))
  const before = Array.from({ length: preceding }, (_, index) => {
    const found = firsts.flatMap((own) => own.toReversed().slice(index, index + 1))
    const counted = [...Map.groupBy(found, ({ type, source_id }) => JSON.stringify([type, source_id])).values()]
    const events = counted
      .map((same) => ({ type: same[0]!.type, source_id: same[0]!.source_id, count: same.length }))
      .toSorted((a, b) => b.count - a.count || compared(a.type, b.type) || compared(a.source_id, b.source_id))
    return { position: -1 - index, events: events.slice(0, top) }
  })
  return {
    ...rateOf(sessions),
    groups: groups.slice(0, top),
    group_count: groups.length,
    before: before.filter(({ events }) => events.length > 0),
    passed: inRange.filter(passes).length,
  }
}

function rateOf(sessions: readonly (readonly Sent[])[]) {
  const with_transfer = sessions.filter((own) => own.some(isTransfer)).length
  return {
    sessions: sessions.length,
    with_transfer,
    rate: sessions.length === 0 ? null : with_transfer / sessions.length,
  }
}

/** No value comes last. */
function compared(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
