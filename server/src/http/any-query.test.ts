import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { exportFormats, type ValidationProblem } from '@occur/client/protocol'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { ExportQuery } from './schemas/exports.ts'
import { FacetsQuery } from './schemas/facets.ts'
import { JourneyQuery } from './schemas/journeys.ts'
import { RejectedListQuery } from './schemas/lists.ts'
import { NeighboursQuery } from './schemas/neighbours.ts'
import { UserListQuery } from './schemas/users.ts'

const parameters = fc.constantFrom(
  'page',
  'limit',
  'q',
  'search_fields',
  'search_field_values',
  'order_by',
  'order_by_direction',
  'fields',
  'start_datetime',
  'end_datetime',
  'cursor',
  'after',
  'report',
  'constructor',
)
const namesOf = (schema: { properties: object }) => Object.keys(schema.properties)
/** What closed routes take: what they do not is refused before anything is asked. */
const closed: Record<string, string[]> = {
  'users/': namesOf(UserListQuery),
  'users/u/journey': namesOf(JourneyQuery),
  'conversations/c': namesOf(JourneyQuery),
  'events/e/neighbours': namesOf(NeighboursQuery),
  'events/export': namesOf(ExportQuery),
  'sessions/export': namesOf(ExportQuery),
  'sessions/call/similar': ['limit'],
  'sessions/call/events': ['limit', 'cursor'],
  'events/rejected/': namesOf(RejectedListQuery),
  facets: namesOf(FacetsQuery),
}
const fields = ['timestamp', 'session_id', 'attributes', 'description', 'type', 'user_id', 'event_id', 'duration']
const cursor = (kind: string, text: string) => kind + Buffer.from(text).toString('base64url')
const values = fc.oneof(
  fc.constantFrom(...fields, 'asc', '', 'null', '0', '1', '-1', '1e3', '99999999999999999999', 'NaN', '2026-01-01'),
  fc.constantFrom(
    '{}',
    '{"a":{"b":[1,null]}}',
    '{"a":1e999}',
    '{"__proto__":{"x":1}}',
    '[',
    'a=b',
    'a.b.c=1',
    '.=.',
    '=',
  ),
  fc.constantFrom(
    cursor('k', '-9223372036854775808.x'),
    cursor('k', '1.\0'),
    cursor('p', '1.0'),
    cursor('p', '1.5_1.3'),
  ),
  fc.constantFrom('type:*', '-session:call', 'attributes.a.b:1', '"a', 'events>0', 'view:x', 'timestamp>=-1h', '*'),
  fc.constantFrom(...exportFormats, 'gzip', 'true', 'false', 'session', 'project'),
  fc.constantFrom(
    '0000-00-00',
    '1899-12-31T23:59:59Z',
    '2262-01-01',
    '2026-03-02T14:06:54+02:00',
    'call',
    '\0',
    "'",
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const search = fc
  .tuple(fc.constantFrom(...fields.slice(0, 6)), values)
  .map(([field, value]) => [['search_fields', field] as const, ['search_field_values', value] as const])
const query = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(parameters, values).map((pair) => [pair]) },
      { weight: 2, arbitrary: search },
    ),
    {
      maxLength: 5,
    },
  )
  .map((pairs) => new URLSearchParams(pairs.flat() as [string, string][]).toString())
const closedQuestion = fc.constantFrom(...Object.entries(closed)).chain(([path, names]) =>
  fc.tuple(
    fc.constant(path),
    fc
      .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 4 })
      .map((pairs) => new URLSearchParams(pairs).toString()),
  ),
)
const path = fc.oneof(
  fc.constantFrom('events/', 'events/stream', 'events/rejected/', 'sessions/', 'conversations/', 'whoami'),
  fc
    .tuple(
      fc.constantFrom('events/', 'events/rejected/', 'sessions/', 'sessions/timeline/', 'sessions/transcript/'),
      values.filter((value) => value !== ''),
    )
    .map(([before, id]) => before + encodeURIComponent(id)),
  values.filter((value) => value !== '').map((id) => `sessions/${encodeURIComponent(id)}/events`),
)

const event = {
  timestamp: '2026-03-02T14:06:54Z',
  event_id: 'e',
  session_id: 'call',
  conversation_id: 'c',
  user_id: 'u',
  attributes: { a: { b: 1 } },
}

const q = fc.constantFrom('', ' ', 'type:*', '-type:a', 'x', '"a b"', 'attributes.a.b:1e999', 'attributes.a.b>1e400')
const field = fc.constantFrom(
  ...fields,
  'attributes."\'\\\\"',
  'attributes.a.b',
  'source',
  'received_at',
  'cursor',
  '\0',
)
const at = fc.constantFrom('1900-01-01', '1969-12-31', '2026-03-02', '2261-12-31T23:59:59.999999999Z')
const within = fc.constantFrom('session', 'conversation', 'user')
const some = (parts: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(parts, { requiredKeys })
const measure = fc.oneof(
  fc.constant({ measure: 'count' }),
  some({ measure: fc.constantFrom('distinct', 'sum', 'average', 'min', 'max'), of: field }, ['measure', 'of']),
  some({ measure: fc.constant('percentile'), of: field, percent: fc.double({ min: 0, max: 100, noNaN: true }) }, [
    'measure',
    'of',
    'percent',
  ]),
)
const range = { q, from: at, to: at }
const top = fc.constantFrom(1, 100)
const posted = fc.oneof(
  fc.tuple(
    fc.constantFrom('ask', 'ask?format=csv', 'ask?format=arrow'),
    some({
      ...range,
      measures: fc.array(measure, { minLength: 1, maxLength: 3 }),
      group_by: fc.array(field, { maxLength: 3 }),
      interval: fc.constantFrom('hour', 'week', 'month'),
      time_zone: fc.constantFrom('UTC', 'Asia/Kathmandu'),
      top,
      compare: fc.constant('previous'),
    }),
  ),
  fc.tuple(
    fc.constant('ask/funnel'),
    some(
      {
        ...range,
        steps: fc.array(some({ q, name: fc.string({ unit: 'binary' }) }, ['q']), { minLength: 2, maxLength: 4 }),
        within,
        window_seconds: fc.constantFrom(1e-9, 1, 3_155_760_000),
        group_by: field,
        top,
        drop_outs: some({ after_step: fc.constantFrom(1, 2), limit: top }, ['after_step']),
      },
      ['steps'],
    ),
  ),
  fc.tuple(
    fc.constant('ask/paths'),
    some(
      {
        ...range,
        start: q,
        direction: fc.constantFrom('after', 'before'),
        depth: fc.constantFrom(1, 5),
        by: field,
        within,
        top,
      },
      ['start'],
    ),
  ),
  fc.tuple(
    fc.constant('ask/transfers'),
    some({ ...range, by: fc.constantFrom('tool', 'prompt', 'agent'), top, preceding: fc.constantFrom(0, 10) }),
  ),
)

describe('whatever is asked', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
    await server.fetch('/api/v1/events/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[${JSON.stringify(event)},{}]`,
    })
  })
  after(() => server?.stop())

  test('the answer is what was asked for, or says what is wrong with the question', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, async (path, query) => {
        const left = new AbortController()
        const answer = await server.fetch(`/api/v1/${path}?${query}`, { signal: left.signal })
        assert.ok([200, 400, 404, 422].includes(answer.status), `${answer.status} ${path}?${query}`)
        if (answer.headers.get('content-type')?.startsWith('text/event-stream')) return left.abort()
        const said = (await answer.json()) as { detail?: unknown }
        if (answer.status === 422) assert.ok(Array.isArray(said.detail))
        else if (answer.status !== 200) assert.equal(typeof said.detail, 'string')
      }),
      { numRuns: 300 },
    )
  })

  test('so does whatever is asked of routes that refuse what they do not know', async () => {
    await fc.assert(
      fc.asyncProperty(closedQuestion, async ([path, query]) => {
        const answer = await server.fetch(`/api/v1/${path}?${query}`)
        const text = await answer.text()
        assert.ok([200, 400, 422].includes(answer.status), `${answer.status} ${path}?${query}: ${text}`)
        const refused = answer.status === 422 ? (JSON.parse(text) as ValidationProblem).detail : []
        assert.ok(
          refused.every(({ msg }) => !msg.includes('no such parameter')),
          text,
        )
      }),
      { numRuns: 200 },
    )
  })

  test('so does whatever is posted', async () => {
    await fc.assert(
      fc.asyncProperty(posted, async ([path, question]) => {
        const body = JSON.stringify(question)
        const answer = await server.fetch(`/api/v1/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
        const text = await answer.text()
        assert.ok([200, 400, 422].includes(answer.status), `${answer.status} ${path} ${body}: ${text}`)
      }),
      { numRuns: 150 },
    )
  })

  test('a parameter that a route does not have is refused, unless clients of another API may send it', async () => {
    const steps = [{ q: '' }, { q: '' }]
    const posts: Record<string, object> = {
      ask: {},
      'ask/funnel': { steps },
      'ask/paths': { start: '' },
      'ask/transfers': {},
    }
    for (const path of [...Object.keys(closed), 'events/stream', ...Object.keys(posts)]) {
      const answer = await server.fetch(
        `/api/v1/${path}?lmit=1`,
        posts[path] && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(posts[path]),
        },
      )
      const { detail } = (await answer.json()) as ValidationProblem
      const refused = detail.find(({ loc }) => loc[0] === 'query')
      assert.deepEqual(
        [answer.status, refused?.loc, refused?.msg],
        [422, ['query', 'lmit'], 'There is no such parameter here'],
        path,
      )
    }
  })
})
