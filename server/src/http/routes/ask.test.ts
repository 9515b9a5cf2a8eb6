import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Interval, Question, ValidationProblem } from '@occur/client/protocol'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { askingOf } from '../testing/asking.ts'
import { newProject } from '../testing/events-with-key.ts'

interface Sent {
  timestamp: string
  session_id: string | null
  type: string | null
  attributes: { tool?: string | boolean | null; ms?: number | number[] } | null
}

const dayMs = 86_400_000
const beginMs = Date.UTC(2026, 2, 27)

/** Around the night in which clocks went forward in Berlin. */
const anyEvent: fc.Arbitrary<Sent> = fc.record({
  timestamp: fc.integer({ min: 0, max: 4 * dayMs - 1 }).map((ms) => new Date(beginMs + ms).toISOString()),
  session_id: fc.constantFrom('s1', 's2', 's3', null),
  type: fc.constantFrom('a', 'b', 'c', '', null),
  attributes: fc.option(
    fc.record(
      {
        tool: fc.constantFrom('x', 'y', true, null, '-', '=x'),
        ms: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 })),
      },
      { requiredKeys: [] },
    ),
  ),
})

describe('asking a question', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  const asking = (key: string) => askingOf<Question, Answer>(server, '/api/v1/ask', key).ask
  const answered = (key: string) => askingOf<Question, Answer>(server, '/api/v1/ask', key).answered

  test('counts and measures what a recount does, by group, with the rest as one', async () => {
    const events = fc.array(anyEvent, { minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 6 }), async (events, top) => {
        const { key, sendEvents } = await newProject(server)
        await sendEvents(events)
        const answer = await answered(key)({
          group_by: ['type', 'attributes.tool'],
          measures: [
            { measure: 'count' },
            { measure: 'distinct', of: 'session_id' },
            { measure: 'sum', of: 'attributes.ms' },
            { measure: 'max', of: 'attributes.ms' },
            { measure: 'percentile', of: 'attributes.ms', percent: 50 },
          ],
          top,
        })
        const groups = Map.groupBy(events, ({ type, attributes }) => JSON.stringify([type, textOf(attributes?.tool)]))
        const shown = answer.groups.map(({ key }) => JSON.stringify(key))
        assert.equal(shown.length, Math.min(top, groups.size))
        for (const { key, values } of answer.groups) assert.deepEqual(values, recount(groups.get(JSON.stringify(key))!))
        const others = [...groups].filter(([key]) => !shown.includes(key)).flatMap(([, of]) => of)
        assert.deepEqual(answer.rest?.values ?? null, others.length === 0 ? null : recount(others))
        const counts = answer.groups.map(({ values }) => values[0]!)
        assert.deepEqual(
          counts,
          counts.toSorted((a, b) => b - a),
        )
        const largestLeft = Math.max(
          0,
          ...[...groups].filter(([key]) => !shown.includes(key)).map(([, of]) => of.length),
        )
        assert.ok(counts.at(-1)! >= largestLeft)
        assert.equal(answer.covered.events, events.length)
        assert.ok(answer.covered.rows_read >= answer.covered.events)
      }),
      { numRuns: 15 },
    )
  })

  test('goes through time in steps of a zone, without gaps, and compares with the time before', async () => {
    const { key, sendEvents } = await newProject(server)
    const at = (...timestamps: string[]) => timestamps.map((timestamp) => ({ timestamp, type: 'a' }))
    await sendEvents(at('2026-03-27T12:00:00Z', '2026-03-28T23:30:00Z', '2026-03-29T21:59:00Z', '2026-03-30T22:00:00Z'))
    const ask = answered(key)
    const series = async (question: Question) => {
      const { groups } = await ask(question)
      return groups[0]!.series!.map(({ at, values }) => `${at.slice(0, 16)} ${values[0]}`)
    }
    const range = {
      from: '2026-03-27T23:00:00Z',
      to: '2026-03-31T22:00:00Z',
      interval: 'day',
      time_zone: 'Europe/Berlin',
    } as const
    // The 29th has 23 hours there.
    assert.deepEqual(await series(range), [
      '2026-03-27T23:00 0',
      '2026-03-28T23:00 2',
      '2026-03-29T22:00 0',
      '2026-03-30T22:00 1',
    ])
    assert.deepEqual(await series({ ...range, interval: 'week' }), ['2026-03-22T23:00 2', '2026-03-29T22:00 1'])
    assert.deepEqual(await series({ interval: 'month', from: '2025-12-31', to: '2026-04-01' }), [
      '2025-12-01T00:00 0',
      '2026-01-01T00:00 0',
      '2026-02-01T00:00 0',
      '2026-03-01T00:00 4',
    ])
    assert.equal(
      (await series({ from: '2026-03-29', to: '2026-03-30', interval: 'hour', time_zone: 'Europe/Berlin' })).length,
      24,
    )

    assert.deepEqual(
      await series({ from: '2026-03-28T23:10:00Z', to: '2026-03-28T23:50:00Z', interval: 'quarter_hour' }),
      ['2026-03-28T23:00 0', '2026-03-28T23:15 0', '2026-03-28T23:30 1', '2026-03-28T23:45 0'],
    )

    const { groups } = await ask({
      from: '2026-03-29',
      to: '2026-03-31',
      interval: 'day',
      compare: 'previous',
      group_by: ['type'],
    })
    assert.deepEqual(groups, [
      {
        key: ['a'],
        values: [2],
        series: [
          { at: '2026-03-29T00:00:00.000Z', values: [1] },
          { at: '2026-03-30T00:00:00.000Z', values: [1] },
        ],
        previous: {
          values: [2],
          series: [
            { at: '2026-03-27T00:00:00.000Z', values: [1] },
            { at: '2026-03-28T00:00:00.000Z', values: [1] },
          ],
        },
      },
    ])
  })

  test('compares with the time before the times in its filter, also what there only was then', async () => {
    const { key, sendEvents } = await newProject(server)
    const at = (timestamp: string, type: string) => ({ timestamp, type, attributes: { n: 1 } })
    await sendEvents([
      at('2026-03-01T06:00:00Z', 'gone'),
      at('2026-03-01T07:00:00Z', 'stays'),
      at('2026-03-01T08:00:00Z', 'stays'),
      at('2026-03-02T06:00:00Z', 'stays'),
    ])
    const ask = answered(key)
    const question: Question = { q: 'timestamp:2026-03-02', compare: 'previous', group_by: ['type'] }
    const stays = { key: ['stays'], values: [1], previous: { values: [2] } }
    for (const measures of [[{ measure: 'count' }], [{ measure: 'sum', of: 'attributes.n' }]] as const) {
      const { groups, rest } = await ask({ ...question, measures: [...measures] })
      assert.deepEqual(groups, [stays])
      const none = measures[0].measure === 'count' ? 0 : null
      assert.deepEqual(rest, { values: [none], previous: { values: [1] } })
    }
    const { covered, rest } = await ask({ ...question, interval: 'day' })
    assert.deepEqual([covered.from, covered.to], ['2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'])
    assert.deepEqual(rest, {
      values: [0],
      series: [{ at: '2026-03-02T00:00:00.000Z', values: [0] }],
      previous: { values: [1], series: [{ at: '2026-03-01T00:00:00.000Z', values: [1] }] },
    })
    // There is a rest now, and was none before.
    await sendEvents([at('2026-03-02T07:00:00Z', 'new'), at('2026-03-02T07:00:00Z', 'new')])
    const { rest: now } = await ask({
      q: 'timestamp:2026-03-02 -type:gone',
      compare: 'previous',
      group_by: ['type'],
      top: 1,
    })
    assert.deepEqual(now, { values: [1], previous: { values: [2] } })
  })

  test('groups and counts by the agents of sessions as a recount does', async () => {
    const { key, sendEvents } = await newProject(server)
    const agents: Record<string, string> = { s1: 'Airline', s2: 'Hotel', s3: 'Airline' }
    const openings = Object.entries(agents).map(([session_id, agent]) => ({
      session_id,
      type: 'start',
      attributes: { agent },
    }))
    const others = ['s1', 's2', 's2', 's3', 's4', null, 's1'].map((session_id, ms) => ({
      session_id,
      type: 'a',
      attributes: { ms },
    }))
    const events = [...openings, ...others].map((fields, n) => ({
      timestamp: new Date(beginMs + n * dayMs).toISOString(),
      ...fields,
    }))
    await sendEvents(events)
    const sent = events.filter(({ type }) => type === 'a')
    const agentOf = ({ session_id }: { session_id: string | null }) => agents[session_id ?? ''] ?? null
    const byAgent = [...Map.groupBy(sent, agentOf)].map(([agent, own]) => {
      const ms = own.map(({ attributes }) => ('ms' in attributes ? attributes.ms : 0))
      return { key: [agent], values: [own.length, ms.reduce((sum, n) => sum + n, 0)] }
    })
    const question = { q: 'type:a', group_by: ['agent'] }
    const sum = { measure: 'sum' as const, of: 'attributes.ms' }
    const inOrder = (groups: { key: unknown[] }[]) =>
      groups.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1))
    const measured = await answered(key)({ ...question, measures: [{ measure: 'count' }, sum] })
    assert.deepEqual(inOrder(measured.groups), inOrder(byAgent))
    const counted = await answered(key)({ ...question, interval: 'week' })
    assert.deepEqual(
      inOrder(counted.groups.map(({ key, values }) => ({ key, values }))),
      inOrder(byAgent.map(({ key, values }) => ({ key, values: values.slice(0, 1) }))),
    )
    for (const { values, series } of counted.groups) {
      assert.equal(
        series!.reduce((sum, step) => sum + step.values[0]!, 0),
        values[0],
      )
    }
    const { groups } = await answered(key)({ measures: [{ measure: 'distinct', of: 'agent' }] })
    assert.deepEqual(groups[0]?.values, [2])
    const ofTwo = await answered(key)({ group_by: ['type', 'agent'], q: 'agent:Airline' })
    assert.deepEqual(inOrder(ofTwo.groups), [
      { key: ['a', 'Airline'], values: [3] },
      { key: ['start', 'Airline'], values: [2] },
    ])
  })

  test('takes time zones in any spelling, and numbers beyond all bounds', async () => {
    const { key, sendEvents, send } = await newProject(server)
    await sendEvents([{ timestamp: '2026-03-01T23:30:00Z' }])
    const ask = answered(key)
    for (const time_zone of ['europe/berlin', 'EUROPE/BERLIN']) {
      const { groups } = await ask({ interval: 'day', time_zone })
      assert.deepEqual(groups[0]!.series, [{ at: '2026-03-01T23:00:00.000Z', values: [1] }])
    }
    const { status } = await send('[{"timestamp":"2026-03-01T00:00:00Z","attributes":{"n":1e400,"m":[1e308,1e308]}}]')
    assert.equal(status, 201)
    const { groups } = await ask({
      measures: [
        { measure: 'max', of: 'attributes.n' },
        { measure: 'sum', of: 'attributes.m' },
        { measure: 'max', of: 'attributes.m' },
      ],
    })
    assert.deepEqual(groups[0]!.values, [null, null, 1e308])
  })

  test('the last part of a second before 1970 belongs to the step that it ends, and no step begins at the end', async () => {
    const { key, sendEvents } = await newProject(server)
    await sendEvents([{ timestamp: '1950-01-31T23:59:59.999999999Z', type: 'last' }])
    const begins = {
      minute: '31T23:59',
      quarter_hour: '31T23:45',
      hour: '31T23:00',
      day: '31T00:00',
      week: '30T00:00',
      month: '01T00:00',
    }
    for (const [interval, at] of Object.entries(begins) as [Interval, string][]) {
      const answer = await answered(key)({ from: '1950-01-31T23:59:59Z', to: '1950-02-01', interval })
      assert.deepEqual(answer.groups[0]?.series, [{ at: `1950-01-${at}:00.000Z`, values: [1] }], interval)
    }
  })

  test('answers of nothing with nothing, and of one project with nothing of another', async () => {
    const { key, sendEvents } = await newProject(server)
    await sendEvents([{ timestamp: '2026-03-01T00:00:00Z', type: 'theirs' }])
    const ask = answered((await newProject(server)).key)
    const { covered, ...nothing } = await ask({
      measures: [{ measure: 'count' }, { measure: 'sum', of: 'attributes.n' }],
    })
    assert.deepEqual(nothing, { groups: [{ key: [], values: [0, null] }], rest: null })
    assert.deepEqual([covered.from, covered.to, covered.events], [null, null, 0])
    assert.deepEqual((await ask({ group_by: ['type'], interval: 'day' })).groups, [])
    assert.equal((await answered(key)({ q: 'type:theirs' })).covered.events, 1)
  })

  test('refuses what cannot be meant, at its place', async () => {
    const ask = asking(server.key)
    const refused: [question: object, loc: (string | number)[], msg: RegExp][] = [
      [{ q: 'tpye:x' }, ['body', 'q'], /did you mean type\? \(at character 1\)/],
      [{ group_by: ['type', 'nope'] }, ['body', 'group_by', 1], /no field "nope"/],
      [{ group_by: ['timestamp'] }, ['body', 'group_by', 0], /give an interval/],
      [{ group_by: ['type OR type'] }, ['body', 'group_by', 0], /not the name of a field/],
      [{ measures: [{ measure: 'sum', of: 'type' }] }, ['body', 'measures', 0, 'of'], /holds no numbers/],
      [{ measures: [{ measure: 'sun' }] }, ['body', 'measures', 0, 'measure'], /^Must be one of count, distinct, sum/],
      [{ measures: [{ measure: 'percentile', of: 'type' }] }, ['body', 'measures', 0, 'percent'], /required/],
      [{ measures: [{ measure: 'count', of: 'type' }] }, ['body', 'measures', 0, 'of'], /no such field/],
      [{ measures: [{ of: 'type' }] }, ['body', 'measures', 0, 'measure'], /required/],
      [{ compare: 'next' }, ['body', 'compare'], /^Must be previous$/],
      [{ time_zone: 'Mars/Base' }, ['body', 'time_zone'], /Europe\/Berlin/],
      [{ time_zone: '+05:30' }, ['body', 'time_zone'], /Europe\/Berlin/],
      [{ measures: [{ measure: 'distinct', of: 'timestamp' }] }, ['body', 'measures', 0, 'of'], /name another field/],
      [{ from: '2026-01-02', to: '2026-01-01' }, ['body', 'to'], /not after from/],
      [{ from: 'soon' }, ['body', 'from'], /"soon"/],
      [{ interval: 'fortnight' }, ['body', 'interval'], /minute, quarter_hour, hour/],
      [{ what: 1 }, ['body', 'what'], /no such field/],
    ]
    for (const [question, loc, msg] of refused) {
      const { status, body } = await ask(question)
      assert.equal(status, 422, JSON.stringify(question))
      const [detail] = (body as ValidationProblem).detail
      assert.deepEqual(detail?.loc, loc)
      assert.match(detail?.msg ?? '', msg)
    }
    const { status, body } = await ask({ from: '2000-01-01', to: '2026-01-01', interval: 'minute' })
    assert.equal(status, 400)
    assert.match((body as { detail: string }).detail, /more than 5000 steps/)
  })
})

function recount(events: readonly Sent[]) {
  const numbers = events.flatMap(({ attributes }) => attributes?.ms ?? []).toSorted((a, b) => a - b)
  const middle = (numbers.length - 1) / 2
  const median = (numbers[Math.floor(middle)]! + numbers[Math.ceil(middle)]!) / 2
  return [
    events.length,
    new Set(events.flatMap(({ session_id }) => session_id ?? [])).size,
    ...(numbers.length === 0 ? [null, null, null] : [numbers.reduce((a, b) => a + b), numbers.at(-1)!, median]),
  ]
}

function textOf(value: string | boolean | null | undefined): string | null {
  return value === undefined || value === null ? null : String(value)
}
