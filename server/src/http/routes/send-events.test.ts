import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventOutcome, IngestReport, StoredEvent } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { newProject } from '../testing/events-with-key.ts'

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('sending events', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('one event is answered with its id, and can be read at once on every path', async () => {
    const { send, key } = await newProject(server)
    const { status, report } = await send(`{${at},"session_id":"s","type":"session-start"}`)
    assert.equal(status, 201)
    const [outcome] = report.outcomes
    assert.equal(outcome?.status, 'accepted')
    assert.deepEqual(report, { accepted: 1, duplicate: 0, rejected: 0, outcomes: [{ ...outcome, index: 0 }] })
    const { event_id } = outcome as { event_id: string }
    for (const path of [`events/${event_id}`, 'events/?search_fields=session_id&search_field_values=s', 'sessions/s']) {
      const answer = await server.fetch(`/api/v1/${path}`, { headers: { 'syllable-api-key': key } })
      assert.equal(answer.status, 200, path)
      assert.match(await answer.text(), /"session_id":"s"/)
    }
  })

  test('all taken is 201, some 207, none 422; duplicates count as taken', async () => {
    const { send } = await newProject(server)
    const good = `{${at},"event_id":"e"}`
    for (const [body, status] of [
      ['[]', 201],
      [`[${good}]`, 201],
      [`[${good}]`, 201],
      [`[${good},{}]`, 207],
      ['[{},{}]', 422],
      ['{}', 422],
      ['nonsense', 422],
    ] as const) {
      assert.equal((await send(body)).status, status, body)
    }
    for (const [body, status] of [
      ['', 201],
      [`${good}\n`, 201],
      [`${good}\n{}`, 207],
      ['{}\n{}\n', 422],
    ] as const) {
      assert.equal((await send(body, { 'content-type': ndjson })).status, status, body)
    }
  })

  test('every event has its outcome, in order, with index, and line where there are lines', async () => {
    const { send, listIds } = await newProject(server)
    const { report } = await send(
      [
        `{${at},"event_id":"a"}`,
        '',
        'nonsense',
        `{${at},"event_id":"a"}`,
        `{${at},"typ":1}`,
        `{${at},"event_id":"b"}`,
      ].join('\n'),
      { 'content-type': ndjson },
    )
    const facts = report.outcomes.map(({ index, line, status }) => [index, line, status])
    assert.deepEqual(facts, [
      [0, 1, 'accepted'],
      [1, 3, 'rejected'],
      [2, 4, 'duplicate'],
      [3, 5, 'rejected'],
      [4, 6, 'accepted'],
    ])
    const rejected = report.outcomes[3] as Extract<EventOutcome, { status: 'rejected' }>
    assert.equal(rejected.problems[0]?.field, 'typ')
    assert.match(rejected.rejected_id, /^r_/)
    assert.equal((await listIds()).length, 2)
  })

  test('up to 1,000 events all outcomes are listed, above only what was not accepted', async () => {
    const { send } = await newProject(server)
    const lines = (count: number) => Array.from({ length: count }, () => `{${at}}`)
    const listed = async (body: string[], query = '') =>
      (await send(body.join('\n'), { 'content-type': ndjson }, query)).report
    assert.equal((await listed(lines(1000))).outcomes.length, 1000)
    const some = [...lines(700), 'bad', ...lines(700), `{${at},"event_id":"x"}`, `{${at},"event_id":"x"}`]
    const report = await listed(some)
    assert.equal(report.accepted, 1401)
    assert.deepEqual(
      report.outcomes.map(({ line, status }) => [line, status]),
      [
        [701, 'rejected'],
        [1403, 'duplicate'],
      ],
    )
    assert.equal(report.outcomes_truncated, undefined)
    assert.equal((await listed(some, '?report=all')).outcomes.length, 1403)
    assert.deepEqual((await listed(['bad', ...lines(3)], '?report=errors')).outcomes.length, 1)
  })

  test('of thousands that are rejected the first thousand are told, and all are counted', async () => {
    const { send } = await newProject(server)
    for (const query of ['', '?report=all', '?report=errors']) {
      const { status, report } = await send(`[${'0,'.repeat(2500)}0]`, {}, query)
      assert.equal(status, 422)
      assert.equal(report.rejected, 2501)
      assert.equal(report.outcomes.length, 1000)
      assert.equal(report.outcomes_truncated, true)
    }
  })

  test('an unknown report is refused', async () => {
    const { send } = await newProject(server)
    const { status, report } = await send(`{${at}}`, {}, '?report=some')
    assert.equal(status, 422)
    assert.deepEqual((report as unknown as { detail: { loc: string[] }[] }).detail[0]?.loc, ['query', 'report'])
  })

  test('the same ids again store nothing, also concurrently and in between others', async () => {
    const { send, listIds } = await newProject(server)
    const body = (...ids: number[]) => `[${ids.map((id) => `{${at},"event_id":"e${id}"}`).join(',')}]`
    const answers = await Promise.all(
      [body(1, 2, 3), body(3, 2, 1), body(2, 4), body(1, 1, 1)].map((text) => send(text)),
    )
    const sum = (of: 'accepted' | 'duplicate') => answers.reduce((total, { report }) => total + report[of], 0)
    assert.deepEqual([sum('accepted'), sum('duplicate')], [4, 7])
    assert.equal((await listIds()).length, 4)
    const { report } = await send(body(5, 4, 6, 3))
    assert.deepEqual(
      report.outcomes.map(({ status }) => status),
      ['accepted', 'duplicate', 'accepted', 'duplicate'],
    )
    assert.equal((await listIds()).length, 6)
  })

  test('the first event of an id wins', async () => {
    const { send, get } = await newProject(server)
    await send(`{${at},"event_id":"e","type":"first"}`)
    await send(`{"timestamp":"1999-01-01T00:00:00Z","event_id":"e","type":"second"}`)
    assert.equal(((await (await get('e')).json()) as StoredEvent).type, 'first')
  })

  test('an Idempotency-Key names events without an id, by their place', async () => {
    const { send, listIds } = await newProject(server)
    const body = `{${at}}\nbad\n{${at},"event_id":"own"}\n{${at}}`
    const once = () => send(body, { 'content-type': ndjson, 'idempotency-key': 'k-1' })
    const ids = (report: IngestReport) => report.outcomes.map((outcome) => 'event_id' in outcome && outcome.event_id)
    assert.deepEqual(ids((await once()).report), ['k-1:0', false, 'own', 'k-1:3'])
    const again = await once()
    assert.deepEqual([again.report.accepted, again.report.duplicate, again.report.rejected], [0, 3, 1])
    await send(body, { 'content-type': ndjson, 'idempotency-key': 'k-2' })
    assert.equal((await listIds()).length, 5)
    for (const key of ['', 'x'.repeat(501)]) {
      assert.equal((await send(body, { 'idempotency-key': key })).status, 400)
    }
  })

  test('ids and Idempotency-Keys hold over a restart of the server', async () => {
    const body = `[{${at},"event_id":"restart"},{${at}}]`
    const init = {
      method: 'POST',
      headers: { 'content-type': json, 'idempotency-key': 'over a restart' },
      body,
    }
    const count = async () => (await server.fetch('/api/v1/events/?limit=0')).text()
    assert.equal(((await (await server.fetch('/api/v1/events', init)).json()) as IngestReport).accepted, 2)
    const before = await count()
    server = await server.restart()
    assert.equal(await count(), before)
    for (let again = 0; again < 2; again++) {
      const report = (await (await server.fetch('/api/v1/events', init)).json()) as IngestReport
      assert.deepEqual([report.accepted, report.duplicate], [0, 2])
    }
    assert.equal(await count(), before)
  })

  test('requests that arrive together share a commit', async () => {
    const { send } = await newProject(server)
    const commits = async () =>
      Number(/^occur_commit_events_count (\d+)/m.exec(await (await server.fetch('/metrics')).text())?.[1])
    const before = await commits()
    await Promise.all(Array.from({ length: 100 }, () => send(`{${at}}`)))
    assert.ok((await commits()) - before < 50, 'no two of 100 requests shared a commit')
  })

  test('a key that may only read is refused, as is none; projects do not see each other’s ids', async () => {
    const [a, b] = [await newProject(server), await newProject(server)]
    for (const { send } of [a, b]) {
      assert.equal((await send(`{${at},"event_id":"same"}`)).report.accepted, 1)
    }
    assert.equal((await a.listIds()).length, 1)
    const reader = await server.createKey({ scopes: ['read'], project: 'default' })
    for (const [key, status] of [
      [reader, 403],
      ['wrong', 401],
      [server.operatorSecret, 403],
    ] as const) {
      const { status: answered } = await a.send(`{${at}}`, { 'syllable-api-key': key })
      assert.equal(answered, status)
    }
  })
})
