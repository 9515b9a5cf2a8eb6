import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Funnel, FunnelAnswer, ValidationProblem } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey, newProject } from '../testing/events-with-key.ts'

describe('asking a funnel', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  const post = (path: string, body: object, key: string) =>
    server.fetch(path, {
      method: 'POST',
      headers: { 'syllable-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const asking = (key: string) => async (funnel: Funnel) => {
    const answer = await post('/api/v1/ask/funnel', funnel, key)
    assert.equal(answer.status, 200, await answer.clone().text())
    return (await answer.json()) as FunnelAnswer
  }

  /** `s1 09:00:00 a` is an event of session s1 and type a. */
  async function sent(...lines: string[]) {
    const { key, sendEvents } = await newProject(server)
    await sendEvents(
      lines.map((line) => {
        const [session_id, time, type, tool] = line.split(' ')
        const ids = { session_id: session_id === '-' ? null : session_id, user_id: 'u1' }
        return { ...ids, timestamp: `2026-03-02T${time}Z`, type, ...(tool && { attributes: { tool } }) }
      }),
    )
    return { funnel: asking(key) }
  }
  const abc = { steps: [{ q: 'type:a', name: 'asked' }, { q: 'type:b' }, { q: 'type:c' }] }
  const counts = ({ steps }: { steps: { count: number }[] }) => steps.map(({ count }) => count)

  test('says how many get to each step, how fast, and who stopped where, newest first', async () => {
    const client = await sent(
      's1 09:00:00 a',
      's1 09:00:05 x',
      's1 09:00:10 b',
      's1 09:00:40 c',
      's2 10:00:00 a',
      's2 10:00:20 b',
      's3 11:00:00 b',
      's3 11:00:01 a',
      's4 12:00:00 a',
      's4 12:00:01 a',
      's5 13:00:00 c',
      '- 14:00:00 a',
      '- 14:00:01 b',
    )
    const { covered, ...answer } = await client.funnel({ ...abc, drop_outs: { after_step: 1 } })
    assert.deepEqual(answer, {
      steps: [
        { name: 'asked', count: 4, from_previous: null, from_first: 1, seconds: null },
        {
          name: 'type:b',
          count: 2,
          from_previous: 0.5,
          from_first: 0.5,
          seconds: { median: 15, p90: 19, average: 15 },
        },
        {
          name: 'type:c',
          count: 1,
          from_previous: 0.5,
          from_first: 0.25,
          seconds: { median: 30, p90: 30, average: 30 },
        },
      ],
      groups: [],
      rest: null,
      drop_outs: [
        { id: 's4', at: '2026-03-02T12:00:00Z' },
        { id: 's3', at: '2026-03-02T11:00:01Z' },
      ],
      window_seconds: null,
    })
    assert.deepEqual(
      [covered.from, covered.to, covered.events, covered.exact],
      ['2026-03-02T09:00:00Z', '2026-03-02T13:00:00.000000001Z', 10, true],
    )
    assert.ok(covered.rows_read >= 13)
  })

  test('counts the attempt that gets furthest in time, and of several the earliest', async () => {
    const client = await sent(
      's1 09:00:00 a',
      's1 09:00:30 a',
      's1 09:00:50 b',
      's1 09:01:30 c',
      's2 09:00:00 a',
      's2 09:01:00 b',
      's3 09:00:00 a',
      's3 09:01:00.000000001 b',
    )
    const answer = await client.funnel({ ...abc, window_seconds: 60, drop_outs: { after_step: 2 } })
    assert.deepEqual(counts(answer), [3, 2, 1])
    assert.deepEqual(answer.steps[1]!.seconds, { median: 40, p90: 56, average: 40 })
    assert.deepEqual(answer.drop_outs, [{ id: 's2', at: '2026-03-02T09:01:00Z' }])
    assert.equal(answer.window_seconds, 60)
    assert.deepEqual(counts(await client.funnel(abc)), [3, 3, 1])
  })

  test('takes events of one instant in the order of the steps, and none of them for two', async () => {
    const client = await sent('s1 09:00:00 c', 's1 09:00:00 b', 's1 09:00:00 a', 's2 09:00:00 a', 's2 09:00:00 c')
    assert.deepEqual(counts(await client.funnel(abc)), [2, 1, 1])
    const twice: Funnel = { steps: [{ q: 'type:a' }, { q: 'type:*' }, { q: 'type:(a OR c)' }] }
    assert.deepEqual(counts(await client.funnel(twice)), [2, 2, 1])
  })

  test('counts who begins in the range; what follows after it counts as long as the window lasts', async () => {
    const client = await sent(
      's0 08:59:59 a',
      's0 09:00:30 b',
      's1 09:00:00 a',
      's1 09:59:59 b',
      's1 10:00:10 c',
      's2 10:00:00 a',
      's2 10:00:01 b',
    )
    const range = { from: '2026-03-02T09:00Z', to: '2026-03-02T10:00Z' }
    assert.deepEqual(counts(await client.funnel({ ...abc, ...range })), [1, 1, 0])
    assert.deepEqual(counts(await client.funnel({ ...abc, ...range, window_seconds: 3610 })), [1, 1, 1])
    assert.deepEqual(counts(await client.funnel({ ...abc, ...range, window_seconds: 3609 })), [1, 1, 0])
  })

  test('is split by what the first step says, with other groups as the rest', async () => {
    const client = await sent(
      's1 09:00:00 a x',
      's1 09:00:01 b y',
      's2 09:00:00 a x',
      's3 09:00:00 a y',
      's3 09:00:02 b x',
      's4 09:00:00 a',
      's5 09:00:00 b z',
    )
    const { groups, rest, steps } = await client.funnel({ ...abc, group_by: 'attributes.tool', top: 2 })
    assert.deepEqual(
      groups.map(({ key, steps }) => [key, ...counts({ steps })]),
      [
        ['x', 2, 1, 0],
        ['y', 1, 1, 0],
      ],
    )
    assert.deepEqual(counts(rest!), [1, 0, 0])
    assert.deepEqual(rest!.steps[1], { count: 0, from_previous: 0, from_first: 0, seconds: null })
    assert.deepEqual(rest!.steps[2]!.from_previous, null)
    assert.deepEqual(counts({ steps }), [4, 2, 0])
  })

  test('may be within a user, over sessions, for seven days unless told', async () => {
    const client = await sent('s1 09:00:00 a', 's2 10:00:00 b', '- 11:00:00 c')
    assert.deepEqual(counts(await client.funnel(abc)), [1, 0, 0])
    const users = await client.funnel({ ...abc, within: 'user', drop_outs: { after_step: 2 } })
    assert.deepEqual([counts(users), users.window_seconds, users.drop_outs], [[1, 1, 1], 604_800, []])
    assert.deepEqual(counts(await client.funnel({ ...abc, within: 'conversation' })), [0, 0, 0])
  })

  test('answers of nothing with nothing', async () => {
    const { covered, ...nothing } = await (await sent('s1 09:00:00 x')).funnel({ ...abc, group_by: 'type' })
    const none = { count: 0, from_previous: null, from_first: null, seconds: null }
    const names = ['asked', 'type:b', 'type:c']
    assert.deepEqual(
      nothing.steps,
      names.map((name) => ({ ...none, name })),
    )
    assert.deepEqual([nothing.groups, nothing.rest], [[], null])
    assert.deepEqual([covered.from, covered.to, covered.events], [null, null, 0])
  })

  test('takes saved views, words and attributes as steps', async () => {
    const key = await server.createKey({ scopes: ['ingest', 'read', 'admin'], project: 'with-a-view' })
    const { sendEvents } = eventsWithKey(server, key)
    const event = { timestamp: '2026-03-02T09:00:00Z', session_id: 's1' }
    await sendEvents([
      { ...event, attributes: { tool: 'x' } },
      { ...event, description: 'Then they said goodbye.' },
    ])
    await post('/api/v1/views/', { name: 'first', of: 'events', q: 'attributes.tool:x' }, key)
    assert.deepEqual(counts(await asking(key)({ steps: [{ q: 'view:first' }, { q: '"said goodbye"' }] })), [1, 1])
  })

  test('refuses what cannot be meant, at its place', async () => {
    const steps = [{ q: 'type:a' }, { q: 'type:b' }]
    const refused: [funnel: object, loc: (string | number)[], msg: RegExp][] = [
      [
        { steps: [{ q: 'type:a' }, { q: 'a tpye:x' }] },
        ['body', 'steps', 1, 'q'],
        /did you mean type\? \(at character 3\)/,
      ],
      [{ steps, q: 'type>1' }, ['body', 'q'], /with : only/],
      [{ steps: steps.slice(1) }, ['body', 'steps'], /2/],
      [{ steps: Array(11).fill(steps[0]) }, ['body', 'steps'], /10/],
      [{ steps, drop_outs: { after_step: 2 } }, ['body', 'drop_outs', 'after_step'], /after the last of 2 steps/],
      [{ steps, group_by: 'timestamp' }, ['body', 'group_by'], /is a time/],
      [{ steps, within: 'year' }, ['body', 'within'], /session, conversation/],
      [{ steps, window_seconds: 0 }, ['body', 'window_seconds'], /0/],
      [{ steps, from: '2026-01-02', to: '2026-01-01' }, ['body', 'to'], /not after from/],
    ]
    for (const [funnel, loc, msg] of refused) {
      const answer = await post('/api/v1/ask/funnel', funnel, server.key)
      assert.equal(answer.status, 422, JSON.stringify(funnel))
      const [detail] = ((await answer.json()) as ValidationProblem).detail
      assert.deepEqual(detail?.loc, loc)
      assert.match(detail?.msg ?? '', msg)
      if (loc.at(-1) === 'q' && loc.length > 2) {
        assert.deepEqual(detail?.ctx, { from: 2, to: 7, suggestion: 'type' })
      }
    }
  })
})
