import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import type { ApiKey } from '@occur/client/protocol'
import { until } from '../../engine/testing/until.ts'
import { type Message, type OpenStream, openStream } from '../../testing/open-stream.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from '../testing/events-with-key.ts'

const env = { OCCUR_HEARTBEAT_MS: '500', OCCUR_TAILS_MAX: '20' }

describe('the live tail', () => {
  let server: TestServer
  let key: string
  let projects = 0
  const streams: OpenStream[] = []
  before(async () => {
    server = await startTestServer({ env })
  })
  after(() => server?.stop())
  beforeEach(async () => {
    key = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${projects++}` })
  })
  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.leave()
    await until(async () => (await tailReaders()) === 0)
  })

  async function open(query = '', headers: Record<string, string> = {}): Promise<OpenStream> {
    const url = `${server.url}/api/v1/events/stream${query}`
    const stream = await openStream(url, { 'syllable-api-key': key, ...headers })
    streams.push(stream)
    return stream
  }
  async function send(ids: readonly string[], fields: object = {}, as = key): Promise<void> {
    const events = ids.map((event_id) => ({ timestamp: '2026-01-01T00:00:00Z', event_id, ...fields }))
    await eventsWithKey(server, as).sendEvents(events)
  }
  const tailReaders = async () =>
    Number(/^occur_tail_readers (\d+)/m.exec(await (await server.fetch('/metrics')).text())?.[1])
  const idsOf = ({ messages }: OpenStream) =>
    messages.filter(({ event }) => event === 'event').map(({ data }) => data.event_id as string)
  const names = (count: number, name = 'e') => Array.from({ length: count }, (_, i) => `${name}${i}`)

  test('begins now: with what comes after it was opened, whole', async () => {
    await send(['before'])
    const stream = await open()
    assert.equal(stream.status, 200)
    assert.match(stream.response.headers['content-type'] as string, /^text\/event-stream/)
    const caughtUp = await stream.next('caught-up')
    assert.equal(caughtUp.id, caughtUp.data.cursor)
    await send(['after'], { type: 'x', attributes: { a: 'line\nbreak', b: { c: null } } })
    const { id, data } = await stream.next('event')
    assert.equal(id, data.cursor)
    assert.match(data.received_at as string, /Z$/)
    const { cursor: _, received_at: __, ...event } = data
    assert.deepEqual(event, {
      timestamp: '2026-01-01T00:00:00Z',
      session_id: null,
      conversation_id: null,
      source: null,
      source_id: null,
      category: null,
      type: 'x',
      user_id: null,
      description: null,
      attributes: { a: 'line\nbreak', b: { c: null } },
      event_id: 'after',
    })
    assert.deepEqual(idsOf(stream), ['after'])
  })

  test('begins after any cursor that was given: of an event, of caught-up, of a heartbeat', async () => {
    const first = await open()
    const { id: start } = await first.next('caught-up')
    await send(names(700))
    await until(() => idsOf(first).length === 700)
    const beat = await first.next('heartbeat')
    await send(['last'])
    for (const [cursor, expected] of [
      [start, [...names(700), 'last']],
      [first.messages.find(({ data }) => data.event_id === 'e499')?.id, [...names(700).slice(500), 'last']],
      [beat.id, ['last']],
    ] as const) {
      for (const [query, headers] of [
        [`?after=${cursor}`, {}],
        ['', { 'last-event-id': cursor as string }],
        [`?after=${first.messages.at(-1)?.id}`, { 'last-event-id': cursor as string }],
      ] as const) {
        const stream = await open(query, headers)
        await stream.next('caught-up')
        assert.deepEqual(idsOf(stream), expected)
      }
    }
  })

  test('says once that it has caught up, after all that was stored', async () => {
    const first = await open()
    const { id } = await first.next('caught-up')
    await send(names(300))
    const stream = await open(`?after=${id}`)
    await stream.next('caught-up')
    assert.equal(idsOf(stream).length, 300)
    await send(['more'])
    await stream.next('heartbeat')
    assert.equal(stream.messages.filter(({ event }) => event === 'caught-up').length, 1)
  })

  test('hands each of many readers every event once and in one order, while several senders write', async () => {
    const readers = await Promise.all(Array.from({ length: 6 }, () => open()))
    await Promise.all(
      [0, 1, 2, 3].map(async (sender) => {
        for (let i = 0; i < 10; i++) await send(names(5, `s${sender}-${i}-`))
      }),
    )
    await until(() => readers.every((reader) => idsOf(reader).length >= 200))
    const [order] = readers.map(idsOf)
    assert.equal(new Set(order).size, 200)
    for (const reader of readers) assert.deepEqual(idsOf(reader), order)
  })

  test('of a reader who comes and goes has neither gap nor repeat', async () => {
    const start = (await (await open()).next('caught-up')).id as string
    let isSent = false
    const sending = (async () => {
      for (let i = 0; i < 30; i++) await send(names(7, `${i}-`))
      isSent = true
    })()
    const seen: string[] = []
    let cursor = start
    for (let rounds = 0; !isSent || seen.length < 210; rounds++) {
      assert.ok(rounds < 1000)
      const stream = await open('', { 'last-event-id': cursor })
      await stream.next('event').catch(() => undefined)
      stream.leave()
      await stream.ended
      for (const { event, id, data } of stream.messages) {
        if (event === 'event') seen.push(data.event_id as string)
        cursor = id ?? cursor
      }
    }
    await sending
    assert.equal(seen.length, 210)
    assert.equal(new Set(seen).size, 210)
  })

  test('is filtered as the list is, and passes on over what does not match', async () => {
    const query = [
      '?search_fields=type&search_field_values=wanted',
      'search_fields=attributes&search_field_values=a.b%3D1',
      'start_datetime=2026-01-01&end_datetime=2026-01-02',
    ].join('&')
    const stream = await open(query)
    const { id: start } = await stream.next('caught-up')
    const wanted = { type: 'wanted', attributes: { a: { b: 1 } } }
    await send(['yes 1'], wanted)
    await send(['other type'], { ...wanted, type: 'other' })
    await send(['other attribute'], { ...wanted, attributes: { a: { b: 2 } } })
    await send(['other day'], { ...wanted, timestamp: '2026-01-02T00:00:00Z' })
    await send(['yes 2'], wanted)
    await until(() => idsOf(stream).includes('yes 2'))
    await send(names(100), { type: 'noise' })
    // Two with the same id: it had nothing more to pass over.
    await until(() => {
      const [one, other] = stream.messages.slice(-2)
      return one?.event === 'heartbeat' && other?.event === 'heartbeat' && one.id === other.id
    })
    const beat = stream.messages.at(-1) as Message
    assert.deepEqual(idsOf(stream), ['yes 1', 'yes 2'])
    // Its id has moved past the noise: a reader that resumes need not be shown it again.
    const everything = await open('', { 'last-event-id': beat.id as string })
    await everything.next('caught-up')
    assert.deepEqual(idsOf(everything), [])
    assert.notEqual(beat.id, start)
  })

  test('sends heartbeats while nothing comes', async () => {
    const stream = await open()
    const beats = [await stream.next('heartbeat'), await stream.next('heartbeat'), await stream.next('heartbeat')]
    assert.deepEqual(
      stream.messages.map(({ event }) => event),
      ['caught-up', 'heartbeat', 'heartbeat', 'heartbeat'],
    )
    assert.ok(beats.every(({ id }) => id === stream.messages[0]?.id))
  })

  test('refuses a cursor that is none, or of another store, and a question that is wrong', async () => {
    const position = (text: string) => `p${Buffer.from(text).toString('base64url')}`
    for (const [query, status] of [
      ['?after=nonsense', 400],
      [`?after=${position('1.999999999')}`, 400],
      [`?after=${position('1.0_2.0')}`, 400],
      [`?after=${position('2.0')}`, 400],
      ['?search_fields=typ&search_field_values=a', 422],
      ['?search_fields=type', 422],
      ['?start_datetime=x', 422],
    ] as const) {
      assert.equal((await open(query)).status, status, query)
    }
    assert.equal((await open('', { 'last-event-id': 'nonsense' })).status, 400)
  })

  test('refuses more readers than may be, with 429 and Retry-After, until one leaves', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, () => open()))
    assert.ok(readers.every(({ status }) => status === 200))
    const refused = await open()
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.response.headers['retry-after']) >= 1)
    readers[0]?.leave()
    await until(async () => (await open()).status === 200)
  })

  test('a project follows its own events only; one who may not read none', async () => {
    const [mine, theirs] = await Promise.all(
      ['stream-mine', 'stream-theirs'].map((project) => server.createKey({ scopes: ['ingest', 'read'], project })),
    )
    const start = (await (await open()).next('caught-up')).id
    const readers = await Promise.all([mine, theirs].map((one) => open('', { 'syllable-api-key': one as string })))
    await send(['of mine'], {}, mine)
    await send(['of theirs'], {}, theirs)
    for (const reader of readers) await reader.next('event')
    for (const reader of readers) await reader.next('heartbeat')
    assert.deepEqual(readers.map(idsOf), [['of mine'], ['of theirs']])
    const late = await open(`?after=${start}`, { 'syllable-api-key': theirs as string })
    await late.next('caught-up')
    assert.deepEqual(idsOf(late), ['of theirs'])
    const sender = await server.createKey({ scopes: ['ingest'], project: 'stream-mine' })
    assert.equal((await open('', { 'syllable-api-key': sender })).status, 403)
    assert.equal((await open('', { 'syllable-api-key': 'wrong' })).status, 401)
  })

  test('ends with a goodbye when the key is revoked, before another event is shown', async () => {
    const short = await server.createKey({ scopes: ['read'], project: `p-${projects - 1}`, name: 'short' })
    const stream = await open('', { 'syllable-api-key': short })
    await stream.next('caught-up')
    const listed = await server.fetch(`/api/v1/keys/?project=p-${projects - 1}`, {
      headers: { authorization: `Bearer ${server.operatorSecret}` },
    })
    const { items } = (await listed.json()) as { items: ApiKey[] }
    const { key_id } = items.find(({ name }) => name === 'short') as ApiKey
    const revoked = await server.fetch(`/api/v1/keys/${key_id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${server.operatorSecret}` },
    })
    assert.equal(revoked.status, 204)
    await send(['too late'])
    const { data } = await stream.next('goodbye')
    assert.match(data.reason as string, /revoked/)
    assert.ok((data.retry_ms as number) > 0)
    await stream.ended
    assert.deepEqual(idsOf(stream), [])
  })

  test('says goodbye when the server stops, and resumes after the restart where it was', async () => {
    const stream = await open()
    await stream.next('caught-up')
    await send(['before the restart'])
    const { id } = await stream.next('event')
    server = await server.restart()
    const { data } = await stream.next('goodbye')
    assert.match(data.reason as string, /stopping/)
    await stream.ended
    await send(['after the restart'])
    const again = await open('', { 'last-event-id': id as string })
    assert.equal((await again.next('event')).data.event_id, 'after the restart')
    await again.next('caught-up')
    assert.deepEqual(idsOf(again), ['after the restart'])
  })
})
