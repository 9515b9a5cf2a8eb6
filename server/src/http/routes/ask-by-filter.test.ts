import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Session, ValidationProblem } from '@occur/client/protocol'
import { openStream } from '../../testing/open-stream.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from '../testing/events-with-key.ts'

const events = [
  { session_id: 'a', type: 'lookup', attributes: { ok: false, ms: 1200 }, description: 'Looked for the refund' },
  { session_id: 'a', type: 'lookup', attributes: { ok: true, ms: 80 } },
  { session_id: 'a', conversation_id: 'c', type: 'human-transfer', user_id: '+18042221111' },
  { session_id: 'b', conversation_id: 'c', type: 'lookup', attributes: { ok: true, ms: 90 } },
].map((fields, at) => ({ event_id: `e${at}`, timestamp: `2026-03-02T14:0${at}:00Z`, ...fields }))

describe('asking by ?q=', () => {
  let server: TestServer
  let mine: ReturnType<typeof eventsWithKey>
  const asking = (q: string) => `?${new URLSearchParams({ q })}`
  const get = async (path: string) => {
    const answer = await server.fetch(path, { headers: { 'syllable-api-key': server.key } })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  before(async () => {
    server = await startTestServer()
    mine = eventsWithKey(server)
    await mine.sendEvents(events)
  })
  after(() => server?.stop())

  test('finds events, on a page and in their number, together with the other parameters', async () => {
    const found = async (q: string, more = '') => {
      const { items, total_count } = await mine.page(`${asking(q)}&fields=event_id&order_by_direction=asc${more}`)
      return `${items.map(({ event_id }) => event_id).join(' ')} of ${total_count}`
    }
    assert.equal(await found('type:lookup attributes.ms<100'), 'e1 e3 of 2')
    assert.equal(await found('refund OR user:+1804*'), 'e0 e2 of 2')
    assert.equal(await found('type:lookup', '&search_fields=session_id&search_field_values=a'), 'e0 e1 of 2')
    assert.equal(await found('type:lookup', '&limit=1'), 'e0 of 3')
    assert.equal(await found(''), 'e0 e1 e2 e3 of 4')
  })

  test('goes on by cursor, which finds each event once', async () => {
    const seen: string[] = []
    for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
      const page = await mine.page(`${asking('type:lookup')}&fields=event_id&limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ event_id }) => event_id))
      cursor = page.next_cursor
    }
    assert.deepEqual(seen, ['e3', 'e1', 'e0'])
  })

  test('finds sessions by their events and by what they are, and conversations', async () => {
    const sessions = async (q: string) => {
      const { status, body } = await get(`/api/v1/sessions/${asking(q)}`)
      assert.equal(status, 200, JSON.stringify(body))
      return (body as Page<Session>).items.map(({ session_id }) => session_id).join(' ')
    }
    assert.equal(await sessions('attributes.ok:false'), 'a')
    assert.equal(await sessions('type:lookup'), 'b a')
    assert.equal(await sessions('type:lookup events>2'), 'a')
    assert.equal(await sessions('-transfers>0'), 'b')
    const { body } = await get(`/api/v1/conversations/${asking('attributes.ok:false sessions>1')}`)
    assert.deepEqual(
      (body as Page<{ conversation_id: string }>).items.map((one) => one.conversation_id),
      ['c'],
    )
  })

  test('follows only what passes', async () => {
    const address = `${server.url}/api/v1/events/stream${asking('type:live attributes.n>1')}`
    const stream = await openStream(address, { 'syllable-api-key': server.key })
    await mine.sendEvents([1, 2].map((n) => ({ ...events[0], event_id: `live-${n}`, type: 'live', attributes: { n } })))
    const { data } = await stream.next('event')
    assert.equal(data.event_id, 'live-2')
    stream.leave()
  })

  test('says where a mistake stands, and what was probably meant, on every route', async () => {
    for (const path of ['/api/v1/events/', '/api/v1/events/stream', '/api/v1/sessions/', '/api/v1/conversations/']) {
      const { status, body } = await get(`${path}${asking('source:x tpye:y')}`)
      assert.equal(status, 422, path)
      assert.deepEqual((body as ValidationProblem).detail, [
        {
          loc: ['query', 'q'],
          msg: 'there is no field "tpye"; did you mean type? (at character 10)',
          type: 'filter',
          ctx: { from: 9, to: 14, suggestion: 'type' },
        },
      ])
    }
    assert.equal((await get(`/api/v1/events/${asking('(')}`)).status, 422)
    assert.equal((await get(`/api/v1/events/${asking('type:a '.repeat(1200))}`)).status, 400)
  })
})
