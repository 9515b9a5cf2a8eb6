import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eventFields, type Page, type StoredEvent } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

describe('reading events', () => {
  let server: TestServer
  let projects = 0
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  async function send(key: string, events: object[]) {
    const headers = { 'syllable-api-key': key, 'content-type': 'application/json' }
    const answer = await server.fetch('/api/v1/events/', { method: 'POST', headers, body: JSON.stringify(events) })
    assert.equal(answer.status, 201)
  }
  const get = (query: string, key = server.key) =>
    server.fetch(`/api/v1/events/${query}`, { headers: { 'syllable-api-key': key } })
  async function page(query: string, key?: string) {
    const answer = await get(query, key)
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    return JSON.parse(text) as Page<StoredEvent>
  }
  test('one event is answered with all that is known of it, whatever its id', async () => {
    const ids = ['plain', 'with/slash', 'with space+plus', 'ü😀', '%2F', 'a?b#c', '-'.repeat(512)]
    const key = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${projects++}` })
    await send(
      key,
      ids.map((event_id) => ({ event_id, timestamp: '2026-01-01T00:00:00Z', attributes: {} })),
    )
    for (const id of ids) {
      const answer = await get(encodeURIComponent(id), key)
      assert.equal(answer.status, 200, id)
      const event = (await answer.json()) as StoredEvent
      assert.equal(event.event_id, id)
      assert.match(event.received_at, /^20\d\d-.*Z$/)
      assert.match(event.cursor, /^p/)
      assert.deepEqual(Object.keys(event), [...eventFields, 'event_id', 'received_at', 'cursor'])
    }
    assert.equal((await get('with/slash', key)).status, 200)
    assert.equal((await get('nobody', key)).status, 404)
  })

  test('attributes come back as they were written, to the last digit', async () => {
    const key = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${projects++}` })
    const attributes =
      '{ "n":123456789012345678901234567890,"x":1e400, "z":-0.0,"f":1.50,"__proto__":{"a.b":[null,{},[]]},"u":"\\u00fc😀","d":1,"d":2}'
    const headers = { 'syllable-api-key': key, 'content-type': 'application/json' }
    const body = `{"timestamp":"1900-01-01T00:00:00.000000001","event_id":"e","attributes":${attributes}}`
    await server.fetch('/api/v1/events/', { method: 'POST', headers, body })
    for (const path of ['', 'e']) {
      const text = await (await get(path, key)).text()
      assert.ok(text.includes(`"attributes":${attributes}`), text)
      assert.ok(text.includes('"timestamp":"1900-01-01T00:00:00.000000001Z"'), text)
    }
  })

  test('a project sees its own events only, and a key that may only send sees none', async () => {
    const [a, b] = await Promise.all(
      ['mine', 'theirs'].map((project) => server.createKey({ scopes: ['ingest', 'read'], project })),
    )
    await send(a!, [{ timestamp: '2026-01-01T00:00:00Z', event_id: 'of a', session_id: 'shared' }])
    await send(b!, [{ timestamp: '2026-01-01T00:00:00Z', event_id: 'of b', session_id: 'shared' }])
    for (const [key, own, other] of [
      [a, 'of a', 'of b'],
      [b, 'of b', 'of a'],
    ] as const) {
      for (const query of [
        '?fields=event_id',
        '?search_fields=session_id&search_field_values=shared&fields=event_id',
      ]) {
        const { items, total_count } = await page(query, key)
        assert.deepEqual([items.map(({ event_id }) => event_id), total_count], [[own], 1])
      }
      assert.equal((await get(encodeURIComponent(own), key)).status, 200)
      assert.equal((await get(encodeURIComponent(other), key)).status, 404)
      const cursor = (await page('?limit=1')).next_cursor
      assert.ok((await page(`?cursor=${cursor}&fields=event_id`, key)).items.every(({ event_id }) => event_id === own))
    }
    const sender = await server.createKey({ scopes: ['ingest'], project: 'mine' })
    for (const path of ['', 'of%20a', '?limit=0']) assert.equal((await get(path, sender)).status, 403)
    assert.equal((await get('', 'wrong')).status, 401)
  })
})
