import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eventFields, type StoredEvent } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey, newProject } from '../testing/events-with-key.ts'

describe('reading events', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('one event is answered with all that is known of it, whatever its id', async () => {
    const ids = ['plain', 'with/slash', 'with space+plus', 'ü😀', '%2F', 'a?b#c', '-'.repeat(512)]
    const { sendEvents, get } = await newProject(server)
    await sendEvents(ids.map((event_id) => ({ event_id, timestamp: '2026-01-01T00:00:00Z', attributes: {} })))
    for (const id of ids) {
      const answer = await get(encodeURIComponent(id))
      assert.equal(answer.status, 200, id)
      const event = (await answer.json()) as StoredEvent
      assert.equal(event.event_id, id)
      assert.match(event.received_at, /^20\d\d-.*Z$/)
      assert.match(event.cursor, /^p/)
      assert.deepEqual(Object.keys(event), [...eventFields, 'event_id', 'received_at', 'cursor'])
    }
    assert.equal((await get('with/slash')).status, 200)
    assert.equal((await get('nobody')).status, 404)
  })

  test('attributes come back as they were written, to the last digit', async () => {
    const { send, get } = await newProject(server)
    const attributes =
      '{ "n":123456789012345678901234567890,"x":1e400, "z":-0.0,"f":1.50,"__proto__":{"a.b":[null,{},[]]},"u":"\\u00fc😀","d":1,"d":2}'
    const body = `{"timestamp":"1900-01-01T00:00:00.000000001","event_id":"e","attributes":${attributes}}`
    await send(body)
    for (const path of ['', 'e']) {
      const text = await (await get(path)).text()
      assert.ok(text.includes(`"attributes":${attributes}`), text)
      assert.ok(text.includes('"timestamp":"1900-01-01T00:00:00.000000001Z"'), text)
    }
  })

  test('a project sees its own events only, and a key that may only send sees none', async () => {
    const [a, b] = [await newProject(server), await newProject(server)]
    await a.sendEvents([{ timestamp: '2026-01-01T00:00:00Z', event_id: 'of a', session_id: 'shared' }])
    await b.sendEvents([{ timestamp: '2026-01-01T00:00:00Z', event_id: 'of b', session_id: 'shared' }])
    for (const [{ get, page }, own, other] of [
      [a, 'of a', 'of b'],
      [b, 'of b', 'of a'],
    ] as const) {
      for (const query of [
        '?fields=event_id',
        '?search_fields=session_id&search_field_values=shared&fields=event_id',
      ]) {
        const { items, total_count } = await page(query)
        assert.deepEqual([items.map(({ event_id }) => event_id), total_count], [[own], 1])
      }
      assert.equal((await get(encodeURIComponent(own))).status, 200)
      assert.equal((await get(encodeURIComponent(other))).status, 404)
      const cursor = (await eventsWithKey(server).page('?limit=1')).next_cursor
      assert.ok((await page(`?cursor=${cursor}&fields=event_id`)).items.every(({ event_id }) => event_id === own))
    }
    const sender = eventsWithKey(server, await server.createKey({ scopes: ['ingest'], project: a.project }))
    for (const path of ['', 'of%20a', '?limit=0']) assert.equal((await sender.get(path)).status, 403)
    assert.equal((await eventsWithKey(server, 'wrong').get('')).status, 401)
  })
})
