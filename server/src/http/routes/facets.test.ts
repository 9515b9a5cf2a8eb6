import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Facets } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey, newProject } from '../testing/events-with-key.ts'

const opening = { type: 'session-start', session_id: 's', attributes: { agent: { name: 'Airline', id: 7 } } }
const events = [
  { type: 'a', source: 'tool-call', attributes: { ms: 1, 'odd key.': { ok: true }, tags: ['x', 'y'] } },
  { type: 'a', source: 'tool-call', attributes: { ms: 'slow', tags: [1] } },
  { type: 'b', attributes: { ms: null } },
  { type: '', attributes: null },
].map((fields, at) => ({ timestamp: `2026-03-02T14:0${at}:00Z`, ...fields }))

describe('facets', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
    await eventsWithKey(server).sendEvents(events)
  })
  after(() => server?.stop())

  async function facets(query: string, key = server.key) {
    const answer = await server.fetch(`/api/v1/facets${query}`, { headers: { 'syllable-api-key': key } })
    return { status: answer.status, body: (await answer.json()) as Facets }
  }

  test('are the values of the fields, with their counts, and what is inside the attributes, with its types', async () => {
    const { status, body } = await facets('')
    assert.equal(status, 200)
    assert.deepEqual(body.fields, {
      source: [
        { value: 'tool-call', count: 2 },
        { value: null, count: 2 },
      ],
      source_id: [{ value: null, count: 4 }],
      category: [{ value: null, count: 4 }],
      type: [
        { value: 'a', count: 2 },
        { value: '', count: 1 },
        { value: 'b', count: 1 },
      ],
    })
    assert.deepEqual(body.attributes, {
      events: 4,
      paths: [
        { path: 'attributes.ms', types: ['number', 'text'], events: 2 },
        { path: 'attributes.tags', types: ['number', 'text'], events: 2 },
        { path: 'attributes."odd key.".ok', types: ['boolean'], events: 1 },
      ],
    })
  })

  test('have the agents of sessions when they are asked for, and nothing else then', async () => {
    const { key, sendEvents } = await newProject(server)
    const inSession = (session_id: string | null, type: string) => ({ session_id, type, attributes: { ms: 1 } })
    await sendEvents(
      [opening, inSession('s', 'a'), inSession('s', 'b'), inSession('t', 'a'), inSession(null, 'a')].map(
        (fields, at) => ({
          timestamp: `2026-03-02T14:0${at}:00Z`,
          ...fields,
        }),
      ),
    )
    const { body } = await facets('?fields=agent', key)
    const [airline, none] = ['Airline', null]
    assert.deepEqual(
      [body.fields, body.attributes, body.covered.events],
      [
        {
          agent: [
            { value: airline, count: 3 },
            { value: none, count: 2 },
          ],
        },
        null,
        5,
      ],
    )
    const { body: some } = await facets(`?fields=agent&fields=type&${new URLSearchParams({ q: 'type:a' })}`, key)
    assert.deepEqual(some.fields, {
      type: [{ value: 'a', count: 3 }],
      agent: [
        { value: none, count: 2 },
        { value: airline, count: 1 },
      ],
    })
    const { body: theirs } = await facets('?q=agent:Airline', key)
    assert.deepEqual([theirs.covered.events, 'agent' in theirs.fields], [3, false])
    assert.equal((await facets('?fields=weather', key)).status, 422)
  })

  test('name paths so that a filter understands them', async () => {
    const { body } = await facets('')
    for (const { path, events } of body.attributes!.paths) {
      const page = await eventsWithKey(server).page(`?${new URLSearchParams({ q: `${path}:*` })}`)
      assert.equal(page.items.length, events, path)
    }
  })

  test('are of the events that pass, in this project, and no more than asked for', async () => {
    const { body } = await facets(
      `?${new URLSearchParams({ q: 'type:a', end_datetime: '2026-03-02T14:01:00Z', limit: '1' })}`,
    )
    assert.deepEqual(body.fields.type, [{ value: 'a', count: 1 }])
    assert.equal(body.attributes!.paths.length, 1)
    const { body: none } = await facets('', (await newProject(server)).key)
    assert.deepEqual(none.fields.type, [])
    assert.deepEqual(none.attributes, { events: 0, paths: [] })
    const { body: bare } = await facets(`?${new URLSearchParams({ q: '-attributes.ms:* -attributes.tags:*' })}`)
    assert.deepEqual(
      bare.attributes,
      { events: bare.covered.events, paths: [] },
      'events without attributes are looked at too',
    )
    assert.equal((await facets('?q=tpye:a')).status, 422)
  })
})
