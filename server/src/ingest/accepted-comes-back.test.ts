import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eventFields, type IngestReport } from '@occur/client/protocol'
import fc from 'fast-check'
import { parseTimestamp } from '../event/timestamp.ts'
import { anyJson, anyText, goodEvent, pad } from '../testing/good-events.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

/** The parser and the engine must agree on everything: what one took and the other refused would be a lost batch. */
describe('an event that is accepted comes back equal', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('and every event that keeps the contract is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(goodEvent, { minLength: 1, maxLength: 60 }), async (events) => {
        const { report } = await sendAndCompare(events)
        assert.equal(report.rejected, 0, JSON.stringify(report.outcomes.find(({ status }) => status === 'rejected')))
      }),
      { numRuns: 8 },
    )
  })

  test('and one that is not is refused by itself, and never by the engine', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(goodEvent, wildEvent), { minLength: 1, maxLength: 60 }), async (events) => {
        const { report } = await sendAndCompare(events)
        for (const outcome of report.outcomes) {
          if (outcome.status !== 'rejected') continue
          assert.doesNotMatch(outcome.problems[0]!.message, /could not be stored/, events[outcome.index])
        }
      }),
      { numRuns: 8 },
    )
  })

  async function sendAndCompare(events: readonly string[]) {
    const project = `p-${projects++}`
    const key = await server.createKey({ scopes: ['ingest', 'read'], project })
    const headers = { 'syllable-api-key': key, 'content-type': 'application/json' }
    const sent = await server.fetch('/api/v1/events/?report=all', {
      method: 'POST',
      headers,
      body: `[\n${events.join('\r\n,')}]`,
    })
    assert.ok([201, 207, 422].includes(sent.status), `answered ${sent.status}`)
    const report = (await sent.json()) as IngestReport
    assert.equal(report.outcomes.length, events.length)

    const fields = [...eventFields, 'event_id'].map((field) => `fields=${field}`).join('&')
    const listed = await server.fetch(`/api/v1/events/?limit=1000&${fields}`, { headers })
    const page = exactly(await listed.text()) as { items: Exact[] }
    const found = new Map(page.items.map((item) => [item.event_id, item]))
    assert.equal(page.items.length, report.accepted)
    for (const outcome of report.outcomes) {
      // A duplicate is the first event of its id, which need not look the same.
      if (outcome.status !== 'accepted') continue
      const got = found.get(outcome.event_id)
      assert.ok(got, `${events[outcome.index]} is not there`)
      assertEqual(got, exactly(events[outcome.index]!) as Exact)
    }
    return { report }
  }
})

let projects = 1

type Exact = Record<string, unknown>

/** JSON with every number as it is written, and none of it lost to `__proto__`. */
function exactly(json: string): unknown {
  type WithSource = (
    json: string,
    reviver: (key: string, value: unknown, context: { source: string }) => unknown,
  ) => unknown
  return (JSON.parse as WithSource)(json, (_key, value, { source }) =>
    typeof value === 'number' ? `the number ${source}` : value,
  )
}

function assertEqual(got: Exact, sent: Exact): void {
  for (const field of eventFields) {
    const value = sent[field] ?? null
    if (field === 'timestamp') {
      assert.equal(parseTimestamp(String(got.timestamp)), parseTimestamp(String(value)))
      assert.match(String(got.timestamp), /Z$/)
    } else {
      assert.deepEqual(got[field], value, field)
    }
  }
}

/** Nearly right: half characters, wrong types, two of a field, deep nesting, other years, or no object at all. */
const halfCharacters = fc
  .string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code)), maxLength: 6 })
  .map((text) => JSON.stringify(text))
const wildEvent = fc.oneof(
  fc
    .tuple(fc.constantFrom(...eventFields, 'event_id', 'other'), fc.oneof(anyJson, halfCharacters))
    .map(([field, json]) => `{"timestamp":"2026-01-01T00:00:00Z","${field}":${json}}`),
  fc
    .tuple(anyText, halfCharacters)
    .map(([key, json]) => `{"timestamp":"2026-01-01T00:00:00Z","attributes":{${JSON.stringify(key)}:${json}}}`),
  fc
    .integer({ min: 1, max: 200 })
    .map((depth) => `{"timestamp":"2026-01-01T00:00:00Z","attributes":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`),
  fc.integer({ min: 0, max: 9999 }).map((year) => `{"timestamp":"${pad(year, 4)}-06-01T00:00:00Z"}`),
  anyJson,
)
