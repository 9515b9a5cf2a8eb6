import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

const parameters = fc.constantFrom(
  'page',
  'limit',
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

describe('whatever is asked', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
    await server.fetch('/api/v1/events/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"timestamp":"2026-03-02T14:06:54Z","session_id":"call","attributes":{"a":{"b":1}}},{}]',
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
})
