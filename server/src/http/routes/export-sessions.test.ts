import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { exportFormats } from '@occur/client/protocol'
import fc from 'fast-check'
import { sessionFields } from '../../event/session-fields.ts'
import { readTable } from '../../testing/read-tables.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { newProject } from '../testing/events-with-key.ts'

const maybe = (...texts: string[]) => fc.constantFrom(null, ...texts)

/** Sessions that meet, overlap, and are described in every way: by a start, by another event, twice, as a flag. */
const anyEvent = fc.record({
  timestamp: fc.oneof(
    fc.integer({ min: 0, max: 50 }).map((n) => `2026-01-01T00:00:${String(n).padStart(2, '0')}.123456789Z`),
    fc.constantFrom('2027-01-01T00:00:00.5Z'),
  ),
  session_id: maybe('s1', 's2', '+s3', '', 'ü"s\n5'),
  conversation_id: maybe('c1', 'c2'),
  source: maybe('tool-call', 'llm-prompt'),
  source_id: maybe('i1'),
  type: maybe('session-start', 'phone-transfer', 'other'),
  user_id: maybe('+1804', 'u2'),
  attributes: fc.option(
    fc.record(
      {
        agent: fc.constantFrom('=a', 'a2'),
        channel: fc.constantFrom('web_chat', "'voice"),
        direction: fc.constantFrom('outbound', 'inbound'),
        is_test: fc.boolean(),
        from: fc.constantFrom('+1'),
        ok: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ),
})

describe('exporting sessions', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  async function both(key: string, query: string, file = '') {
    const headers = { 'syllable-api-key': key }
    const listed = await server.fetch(`/api/v1/sessions/?limit=1000&order_by_direction=asc&${query}`, { headers })
    const { items } = (await listed.json()) as { items: Record<string, unknown>[] }
    const exported = async (format: string) => {
      const answer = await server.fetch(`/api/v1/sessions/export?format=${format}&${query}&${file}`, { headers })
      const bytes = Buffer.from(await answer.arrayBuffer())
      assert.equal(answer.status, 200, bytes.toString())
      return bytes
    }
    return { items, exported }
  }

  const texts = (items: readonly object[]) =>
    items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value === null ? null : String(value)])),
    )

  test('has every session of the list, column by column, in every format', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 25 }),
        fc.constantFrom(
          '',
          'q=events>2',
          'q=agent:a2',
          'q=transfers>0 type:other',
          'start_datetime=2026-01-01T00:00:20Z',
        ),
        async (events, query) => {
          const { key, sendEvents } = await newProject(server)
          await sendEvents(events)
          const { items, exported } = await both(key, encodeURI(query), 'raw=true')
          for (const format of exportFormats) {
            const rows = await readTable(format, await exported(format))
            if (format === 'csv') assert.deepEqual(rows, texts(items))
            else assert.deepEqual(rows, items, format)
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
  })

  test('texts of a CSV are prefixed, numbers are not; fields and order are those asked for', async () => {
    const { key, sendEvents } = await newProject(server)
    await sendEvents([
      { timestamp: '2026-01-01T00:00:00Z', session_id: '-1', attributes: { agent: '=a' } },
      { timestamp: '2026-01-01T00:00:01.5Z', session_id: '-1' },
      { timestamp: '2026-01-02T00:00:00Z', session_id: '@2', user_id: '+1804' },
    ])
    const fields = ['session_id', 'duration', 'agent_name', 'user_id'].map((name) => `fields=${name}`).join('&')
    const { exported } = await both(key, fields, 'order=desc')
    assert.equal(
      (await exported('csv')).toString(),
      [
        'timestamp,session_id,user_id,duration,agent_name',
        "2026-01-02T00:00:00Z,'@2,'+1804,0,",
        "2026-01-01T00:00:00Z,'-1,,1.5,'=a",
        '',
      ].join('\r\n'),
    )
    const all = await both(key, '')
    assert.equal((await all.exported('csv')).toString().split('\r\n')[0], sessionFields.join(','))
  })

  test('a session that began before 1970 has the same bounds however often it is asked for', async () => {
    const { key, sendEvents } = await newProject(server)
    const times = ['1969-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z']
    await sendEvents(times.map((timestamp, n) => ({ timestamp, session_id: 's', conversation_id: `c${n}` })))
    // The engine compiles what it has been asked a few times.
    for (let asked = 0; asked < 6; asked++) {
      const { items } = await both(key, 'fields=last_timestamp')
      assert.deepEqual(items, [{ timestamp: times[0], last_timestamp: times[2] }])
    }
  })
})
