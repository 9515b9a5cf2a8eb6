import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PathsAnswer, PathsQuestion, ValidationProblem } from '@occur/client/protocol'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { askingOf } from '../testing/asking.ts'
import { newProject } from '../testing/events-with-key.ts'

interface Sent {
  event_id: string
  timestamp: string
  session_id: string | null
  user_id: string | null
  conversation_id: string | null
  type: string | null
  source: string | null
}

/** Few instants, so that many events meet in one, and ids in another order than they are sent. */
const anyEvents: fc.Arbitrary<Sent[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      salt: fc.integer({ min: 10, max: 99 }),
      session_id: fc.constantFrom('s1', 's2', 's3', 's4', 's5', null),
      user_id: fc.constantFrom('u1', 'u2', null),
      conversation_id: fc.constantFrom('c1', 'c2', 'c3', null),
      type: fc.constantFrom('a', 'b', 'c', '', 'start', 'start', null),
      source: fc.constantFrom('x', 'y', null),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((events) =>
    events.map(({ at, salt, ...fields }, index) => ({
      ...fields,
      event_id: `e-${salt}-${index}`,
      timestamp: instant(at),
    })),
  )

/** Within no session, conversation or user, so no path has them. */
const ofNobody = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ timestamp: instant(n % 6), type: 'noise' }))

const instant = (at: number) => `2026-03-01T00:00:0${at}.000Z`

const anyQuestion = fc.record({
  direction: fc.constantFrom('after' as const, 'before' as const),
  depth: fc.integer({ min: 1, max: 5 }),
  by: fc.constantFrom('type', 'source'),
  within: fc.constantFrom('session' as const, 'conversation' as const, 'user' as const),
  top: fc.integer({ min: 1, max: 4 }),
  stepsOf: fc.constantFrom(null, 'x'),
  from: fc.constantFrom(null, 1),
  to: fc.constantFrom(null, 4),
})
type AnyQuestion = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

describe('asking for paths', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  const asking = (key: string) => askingOf<PathsQuestion, PathsAnswer>(server, '/api/v1/ask/paths', key).ask
  const answered = (key: string) => askingOf<PathsQuestion, PathsAnswer>(server, '/api/v1/ask/paths', key).answered

  test('counts nodes and links as following every path by hand does, and flows add up', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvents, fc.array(anyQuestion, { minLength: 4, maxLength: 4 }), async (events, questions) => {
        const { key, sendEvents } = await newProject(server)
        // Where starts are rare, paths are found in another way.
        if (questions[0]!.top % 2 === 0) await sendEvents(ofNobody(3000))
        // In several parts of the table, each sorted by itself.
        for (let at = 0; at < events.length; at += 25) await sendEvents(events.slice(at, at + 25))
        for (const question of questions) {
          const { stepsOf, from, to, ...asked } = question
          const { nodes, links, covered } = await answered(key)({
            ...asked,
            start: 'type:start',
            ...(stepsOf !== null && { q: `source:${stepsOf}` }),
            ...(from !== null && { from: instant(from) }),
            ...(to !== null && { to: instant(to) }),
          })
          const { paths, looked } = followed(events, question)
          assert.deepEqual({ nodes, links }, counted(paths, question), JSON.stringify(question))
          assert.equal(covered.events, looked.length)
          for (const [place, { depth, count, ended }] of nodes.entries()) {
            const onward = links.filter(({ from }) => from === place).reduce((sum, { count }) => sum + count, 0)
            if (depth < question.depth) assert.equal(count, onward + ended)
          }
        }
      }),
      { numRuns: 10 },
    )
  })

  test('tells what follows, how often, what ended, and between which instants it looked', async () => {
    const { key, sendEvents } = await newProject(server)
    const session = (session_id: string, ...types: string[]) =>
      types.map((type, second) => ({
        timestamp: `2026-03-01T00:00:0${second}Z`,
        session_id,
        type,
        attributes: { type },
      }))
    await sendEvents([
      ...session('s1', 'hello', 'lookup', 'answer', 'bye'),
      ...session('s2', 'hello', 'lookup', 'lookup'),
      ...session('s3', 'noise', 'hello'),
      ...session('s4', 'noise', 'lookup'),
    ])
    const ask = answered(key)
    const { nodes, links, covered } = await ask({ start: 'type:hello', depth: 2 })
    const node = (depth: number, value: string, count: number, ended: number) => ({
      depth,
      value,
      count,
      ended,
      is_rest: false,
    })
    assert.deepEqual(nodes, [
      node(0, 'hello', 3, 1),
      node(1, 'lookup', 2, 0),
      node(2, 'answer', 1, 0),
      node(2, 'lookup', 1, 1),
    ])
    assert.deepEqual(links, [
      { from: 0, to: 1, count: 2 },
      { from: 1, to: 2, count: 1 },
      { from: 1, to: 3, count: 1 },
    ])
    assert.deepEqual(
      [covered.from, covered.to, covered.events, covered.exact],
      ['2026-03-01T00:00:00Z', '2026-03-01T00:00:03.000000001Z', 9, true],
    )
    assert.ok(covered.rows_read > 0)
    const back = await ask({ start: 'type:lookup', direction: 'before', by: 'attributes.type', depth: 1 })
    assert.deepEqual(back.nodes, [
      node(0, 'lookup', 3, 0),
      node(1, 'hello', 1, 1),
      node(1, 'lookup', 1, 0),
      node(1, 'noise', 1, 1),
    ])
  })

  test('answers of nothing with nothing, and of one project with nothing of another', async () => {
    const { key, sendEvents } = await newProject(server)
    await sendEvents([{ timestamp: '2026-03-01T00:00:00Z', session_id: 's', type: 'theirs' }])
    const { nodes, links, covered } = await answered((await newProject(server)).key)({ start: 'type:theirs' })
    assert.deepEqual([nodes, links, covered.from, covered.to, covered.events], [[], [], null, null, 0])
    assert.equal((await answered(key)({ start: 'type:theirs' })).nodes.length, 1)
  })

  test('refuses what cannot be meant, at its place', async () => {
    const ask = asking(server.key)
    const refused: [question: object, loc: string[], msg: RegExp][] = [
      [{ start: 'tpye:x' }, ['body', 'start'], /did you mean type\? \(at character 1\)/],
      [{ start: 'type:x', q: 'a (' }, ['body', 'q'], /at character 4/],
      [{ start: 'type:x', by: 'timestamp' }, ['body', 'by'], /is a time/],
      [{ start: 'type:x', by: 'tool' }, ['body', 'by'], /tool/],
      [{ start: 'type:x', depth: 6 }, ['body', 'depth'], /5/],
      [{ start: 'type:x', from: '2026-03-02', to: '2026-03-02' }, ['body', 'to'], /not after from/],
      [{}, ['body', 'start'], /./],
    ]
    for (const [question, loc, msg] of refused) {
      const { status, body } = await ask(question)
      assert.equal(status, 422, JSON.stringify(question))
      const [problem] = (body as ValidationProblem).detail
      assert.deepEqual(problem?.loc, loc)
      assert.match(problem?.msg ?? '', msg)
    }
    const { body } = await ask({ start: 'type:a tpye:x' })
    assert.deepEqual((body as ValidationProblem).detail[0]?.ctx, { from: 7, to: 12, suggestion: 'type' })
  })
})

/** Every path, start first, to its end. */
function followed(events: readonly Sent[], { direction, by, within, stepsOf, from, to }: AnyQuestion) {
  const sign = direction === 'after' ? 1 : -1
  const orderOf = ({ timestamp, event_id }: Sent) => `${timestamp} ${event_id}`
  const inRange = events
    .filter(
      ({ timestamp }) => (from === null || timestamp >= instant(from)) && (to === null || timestamp < instant(to)),
    )
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -sign : sign))
  const paths: (string | null)[][] = []
  const looked: Sent[] = []
  for (const [unit, own] of Map.groupBy(inRange, (event) => event[`${within}_id`])) {
    const start = own.findIndex(({ type }) => type === 'start')
    if (unit === null || start < 0) continue
    const isStep = ({ source }: Sent) => stepsOf === null || source === stepsOf
    looked.push(...own.filter((event) => isStep(event) || event.type === 'start'))
    const steps = own.slice(start + 1).filter(isStep)
    paths.push([own[start]!, ...steps].map((event) => event[by as 'type' | 'source']))
  }
  return { paths, looked }
}

/** Nodes and links, counted one path at a time. */
function counted(paths: readonly (string | null)[][], { depth, top }: AnyQuestion) {
  const rankOf = Array.from({ length: depth + 1 }, (_, at) => {
    const through = paths.filter((path) => path.length > at)
    return [...Map.groupBy(through, (path) => path[at]!)]
      .toSorted(([a, one], [b, other]) => other.length - one.length || byValue(a, b))
      .map(([value]) => value)
  })
  const placeOf = (path: (string | null)[], at: number) => Math.min(rankOf[at]!.indexOf(path[at]!), top)
  const nodes = rankOf.flatMap((values, at) =>
    values.slice(0, top + 1).map((value, place) => {
      const through = paths.filter((path) => path.length > at && placeOf(path, at) === place)
      const ended = through.filter((path) => path.length === at + 1).length
      const is_rest = place === top
      return { depth: at, value: is_rest ? null : value, count: through.length, ended, is_rest, place }
    }),
  )
  const links = nodes.flatMap((one, from) =>
    nodes.flatMap((other, to) => {
      if (other.depth !== one.depth + 1) return []
      const { length: count } = paths.filter(
        (path) =>
          path.length > other.depth &&
          placeOf(path, one.depth) === one.place &&
          placeOf(path, other.depth) === other.place,
      )
      return count === 0 ? [] : [{ from, to, count }]
    }),
  )
  return { nodes: nodes.map(({ place, ...node }) => node), links }
}

/** No value comes last. */
function byValue(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
