import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { EventInput, Page, Session, SessionEvents, Timeline, Transcript } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const sample = new URL('../../../../../shared/data/airline-sessions.ndjson', import.meta.url)

describe('sessions and conversations', () => {
  let server: TestServer
  let otherKey: string

  before(async () => {
    server = await startTestServer({ env: { OCCUR_PAGE_SIZE_MAX: '5' } })
    otherKey = await server.createKey({ project: 'other', scopes: ['ingest', 'read'] })
    await send(server.key, ours)
    await send(otherKey, theirs)
  })
  after(() => server.stop())

  const send = async (key: string, events: readonly EventInput[]) => {
    const answer = await fetch(`${server.url}/api/v1/events/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    assert.equal(answer.status, 201, await answer.text())
  }
  const get = async <Answer>(path: string, key = server.key): Promise<Answer> => {
    const answer = await server.fetch(`/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } })
    const text = await answer.text()
    assert.equal(answer.status, 200, `${path}: ${text}`)
    return JSON.parse(text) as Answer
  }
  const refused = async (path: string) => {
    const answer = await server.fetch(`/api/v1/${path}`)
    assert.equal(answer.status, 422, path)
    const { detail } = (await answer.json()) as { detail: { loc: string[]; msg: string; type: string }[] }
    assert.ok(Array.isArray(detail) && detail[0], path)
    return detail[0]
  }
  const ids = async (query: string, list = 'sessions') =>
    (await get<Page<Session>>(`${list}/?${query}`)).items.map(({ session_id, conversation_id }) =>
      list === 'sessions' ? session_id : conversation_id,
    )

  test('a session is what its events say', async () => {
    const expected: Session = {
      timestamp: '2026-03-01T10:00:00Z',
      session_id: 's/1 ü',
      conversation_id: 'c1',
      user_id: '+1804',
      last_timestamp: '2026-03-01T10:01:05.500Z',
      duration: 65.5,
      event_count: 5,
      tool_call_count: 2,
      transfer_count: 1,
      error_count: 1,
      agent_id: '12',
      agent_name: 'Ann',
      agent_type: null,
      agent_timezone: null,
      prompt_id: 'greeting',
      prompt_name: null,
      prompt_version: null,
      channel_manager_type: 'voice_sip_v1',
      channel_manager_service: null,
      channel_manager_sid: null,
      source: '+1804',
      target: '+1999',
      is_outbound: false,
      is_test: null,
      user_terminated: true,
      llm_provider: null,
      llm_model: 'm-1',
    }
    assert.deepEqual(await get('sessions/s%2F1%20%C3%BC'), expected)
    assert.deepEqual(await get('sessions/s/1%20%C3%BC/'), expected)
    const { items } = await get<Page<Session>>('sessions?search_fields=session_id&search_field_values=s/1+%C3%BC')
    assert.deepEqual(items, [expected])
  })

  test('lists come newest first, say what was applied, and page without gap or overlap', async () => {
    assert.deepEqual(await ids(''), ['s8', 's7', 's6', 's5', 's4'])
    assert.deepEqual(await ids('limit=5&page=1'), ['s3', 's2', 's/1 ü'])
    assert.deepEqual(await get('sessions/?limit=1000&page=2&fields=session_id'), {
      items: [],
      page: 2,
      page_size: 5,
      total_pages: 2,
      total_count: 8,
    })
    assert.deepEqual(await get('sessions/?limit=0'), {
      items: [],
      page: 0,
      page_size: 0,
      total_pages: null,
      total_count: 8,
    })
    assert.deepEqual(await ids('page=&limit=null&order_by=&order_by_direction=null&start_datetime='), await ids(''))
  })

  test('fields leaves out all but what it names, and never the timestamp', async () => {
    const { items } = await get<Page<Session>>('sessions/?limit=1&fields=duration&fields=agent_name')
    assert.deepEqual(items, [{ timestamp: '2026-03-08T10:00:00Z', duration: 0, agent_name: null }])
    const conversations = await get<Page<Session>>(
      'conversations/?limit=1&order_by_direction=asc&fields=conversation_id',
    )
    assert.deepEqual(conversations.items, [{ timestamp: '2026-03-01T10:00:00Z', conversation_id: 'c1' }])
  })

  test('a list is sorted by what it is told', async () => {
    assert.deepEqual(await ids('order_by=event_count&limit=2'), ['s/1 ü', 's8'])
    assert.deepEqual(await ids('order_by=session_id&order_by_direction=asc&limit=2'), ['s/1 ü', 's2'])
    assert.deepEqual(await ids('order_by=duration&limit=1'), ['s/1 ü'])
    assert.deepEqual(await ids('order_by=agent_name&order_by_direction=asc&limit=2'), ['s/1 ü', 's2'])
    assert.deepEqual(await ids('order_by=event_count&order_by_direction=desc&limit=1', 'conversations'), ['c1'])
  })

  test('a list is narrowed by what sessions are, what they contain, and when they started', async () => {
    const search = (...pairs: [string, string][]) =>
      pairs.map(([field, value]) => `search_fields=${field}&search_field_values=${encodeURIComponent(value)}`).join('&')
    assert.deepEqual(await ids(search(['agent_name', 'Ann'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['agent_name', 'Ann'], ['agent_name', 'Bob'])), ['s2', 's/1 ü'])
    assert.deepEqual(await ids(search(['type', 'phone-transfer'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['type', 'ping'], ['user_id', 'u3'])), ['s3'])
    assert.deepEqual(await ids(search(['user_terminated', 'true'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['transfer_count', '1'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['duration', '65.5'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['timestamp', '2026-03-02T10:00:00Z'])), ['s2'])
    assert.deepEqual(await ids(search(['description', 'TRANSFER TO'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['attributes', 'arguments.q=x,y'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['agent_name', ''])), [])
    assert.deepEqual(await ids('start_datetime=2026-03-02&end_datetime=2026-03-03T12:00:00+02:00'), ['s2'])
    assert.deepEqual(await ids('start_datetime=2026-03-02T10:00:00Z&end_datetime=2026-03-03T10:00:00Z'), ['s2'])
    assert.deepEqual(await ids(search(['agent_name', 'Bob']), 'conversations'), ['c2'])
    assert.deepEqual(await ids(search(['type', 'phone-transfer']), 'conversations'), ['c1'])
    assert.deepEqual(await ids(search(['session_count', '2']), 'conversations'), ['c1'])
  })

  test('what does not fit is 422, with its place and what would fit', async () => {
    assert.match((await refused('sessions/?order_by=size')).msg, /"size" is none of timestamp, session_id/)
    assert.match((await refused('sessions/?fields=size')).msg, /none of timestamp/)
    assert.match(
      (await refused('sessions/?search_fields=size&search_field_values=1')).msg,
      /none of .*agent_name.*type/,
    )
    assert.deepEqual((await refused('sessions/?search_fields=type')).loc, ['query', 'search_field_values'])
    assert.match((await refused('sessions/?search_fields=event_count&search_field_values=x')).msg, /whole number/)
    assert.match((await refused('sessions/?search_fields=is_test&search_field_values=maybe')).msg, /true or false/)
    assert.deepEqual((await refused('sessions/?limit=-1')).loc, ['query', 'limit'])
    assert.deepEqual((await refused('conversations/?order_by=duration')).loc, ['query', 'order_by'])
    assert.deepEqual((await refused('conversations/?start_datetime=soon')).loc, ['query', 'start_datetime'])
    assert.deepEqual((await refused('sessions/s2/events?limit=0')).loc, ['query', 'limit'])
  })

  test('events are given in full and in order, and pages stay in place while more arrive', async () => {
    await send(
      server.key,
      [1, 3, 3, 3, 5, 7].map((second) => eventOf('paged', second)),
    )
    const first = await get<SessionEvents>('sessions/paged/events?limit=2')
    await send(
      server.key,
      [2, 6, 8].map((second) => eventOf('paged', second)),
    )
    const seen = [...first.items]
    for (let cursor = first.next_cursor; cursor !== null; ) {
      const page = await get<SessionEvents>(`sessions/paged/events/?limit=2&cursor=${cursor}`)
      seen.push(...page.items)
      cursor = page.next_cursor
    }
    assert.deepEqual(
      seen.map(({ attributes }) => attributes?.second),
      [1, 3, 3, 3, 5, 6, 7, 8],
    )
    assert.deepEqual(Object.keys(seen[0] ?? {}).slice(-3), ['event_id', 'received_at', 'cursor'])
    const exact = await server.fetch('/api/v1/sessions/s2/events')
    assert.match(await exact.text(), /"attributes":\{"agent":\{"name":"Bob"\},"n":1\}/)
    const answer = await server.fetch('/api/v1/sessions/s2/events?cursor=p123')
    assert.equal(answer.status, 400)
  })

  test('a session that no event names is 404 with a sentence, in every form', async () => {
    for (const path of [
      'sessions/none',
      'sessions/none/events',
      'sessions/timeline/none',
      'sessions/transcript/none',
    ]) {
      const answer = await server.fetch(`/api/v1/${path}`)
      assert.equal(answer.status, 404, path)
      assert.match(((await answer.json()) as { detail: string }).detail, /^No session none/)
    }
  })

  test('a timeline and a transcript are made of the same events', async () => {
    const timeline = await get<Timeline>('sessions/timeline/s/1%20%C3%BC')
    assert.equal(timeline.session_start, '2026-03-01T10:00:00Z')
    assert.deepEqual(
      timeline.events.map(({ kind, offset, is_transfer }) => [kind, offset, is_transfer]),
      [
        ['latency', '00:00', false],
        ['transcript', '00:01', false],
        ['tool', '00:30', false],
        ['tool', '01:00', true],
        ['latency', '01:05', false],
      ],
    )
    const transcript = await get<Transcript>('sessions/transcript/s%2F1%20%C3%BC')
    assert.deepEqual(transcript.transcription, [
      { timestamp: '2026-03-01T10:00:01Z', lang: null, source: 'user', text: 'Hi' },
    ])
    assert.deepEqual(transcript.actions[0], {
      timestamp: '2026-03-01T10:00:30Z',
      tool_name: 'find',
      tool_request: '{"q":"x,y"}',
      tool_result: null,
      tool_error: '"none"',
      duration_ms: 12,
    })
  })

  test('a timeline has its first 10,000 events and says that there are more', async () => {
    const start = Date.UTC(2026, 0, 1)
    const events = Array.from({ length: 10_001 }, (_, i) => ({
      timestamp: new Date(start + i * 1000).toISOString(),
      session_id: 'long',
      type: i % 2 === 0 ? 'user-message' : 'agent-message',
      description: String(i),
    }))
    await send(server.key, events)
    const timeline = await get<Timeline>('sessions/timeline/long')
    assert.equal(timeline.events_truncated, true)
    assert.deepEqual(
      timeline.events.map(({ text }) => Number(text)),
      Array.from({ length: 10_000 }, (_, i) => i),
    )
    assert.equal(timeline.events.at(-1)?.offset, '02:46:39')
    assert.equal((await get<Transcript>('sessions/transcript/long')).events_truncated, true)
    assert.equal((await get<Timeline>('sessions/timeline/s2')).events_truncated, undefined)
  })

  test('a project sees its own sessions and conversations only, on every route', async () => {
    const { items, total_count } = await get<Page<Session>>('sessions/', otherKey)
    assert.deepEqual([items.map(({ session_id }) => session_id), total_count], [['theirs', 's2'], 2])
    const conversations = await get<Page<Session>>('conversations/', otherKey)
    assert.deepEqual(
      conversations.items.map(({ conversation_id }) => conversation_id),
      ['c2'],
    )
    assert.equal((await get<Session>('sessions/s2', otherKey)).agent_name, null)
    assert.equal((await get<SessionEvents>('sessions/s2/events', otherKey)).items.length, 1)
    assert.equal((await get<Timeline>('sessions/timeline/s2', otherKey)).events[0]?.label, 'theirs')
    assert.equal((await get<Transcript>('sessions/transcript/s2', otherKey)).transcription.length, 0)
    const found = 'search_fields=agent_name&search_field_values=Bob'
    assert.equal((await get<Page<Session>>(`sessions/?${found}`, otherKey)).total_count, 0)
    assert.equal((await get<Page<Session>>(`conversations/?${found}`, otherKey)).total_count, 0)
    assert.deepEqual(await ids('search_fields=session_id&search_field_values=theirs'), [])
    for (const path of [
      'sessions/theirs',
      'sessions/theirs/events',
      'sessions/timeline/theirs',
      'sessions/transcript/theirs',
    ]) {
      assert.equal((await server.fetch(`/api/v1/${path}`)).status, 404, path)
    }
  })

  test('reading needs a key that may read', async () => {
    const ingestKey = await server.createKey({ scopes: ['ingest'] })
    for (const path of [
      'sessions/',
      'sessions/s2',
      'sessions/s2/events',
      'sessions/timeline/s2',
      'sessions/transcript/s2',
      'conversations/',
    ]) {
      const asked = (key: string) =>
        server.fetch(`/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status)
      assert.deepEqual([await asked(ingestKey), await asked('wrong')], [403, 401], path)
    }
  })
})

test('of 3,275 real events there are 150 sessions, 50 conversations, 35 transfers, and a dialogue', {
  skip: !existsSync(sample) && 'the sample data is not beside this checkout',
}, async () => {
  const server = await startTestServer()
  try {
    const get = async <Answer>(path: string) => (await (await server.fetch(`/api/v1/${path}`)).json()) as Answer
    const body = readFileSync(sample)
    const headers = { 'content-type': 'application/x-ndjson' }
    assert.equal((await server.fetch('/api/v1/events/', { method: 'POST', headers, body })).status, 201)
    assert.equal((await get<Page<Session>>('sessions/?limit=0')).total_count, 150)
    assert.equal((await get<Page<Session>>('conversations/?limit=0')).total_count, 50)
    const all = await get<Page<Session>>('sessions/?limit=1000')
    assert.equal(
      all.items.reduce((sum, { event_count }) => sum + event_count, 0),
      3275,
    )
    assert.equal(
      all.items.reduce((sum, { transfer_count }) => sum + transfer_count, 0),
      35,
    )
    assert.deepEqual(
      new Set(
        all.items.map(({ agent_name, llm_model, channel_manager_type }) =>
          [agent_name, llm_model, channel_manager_type].join(),
        ),
      ),
      new Set(['airline,gpt-4o,web_chat']),
    )
    const timeline = await get<Timeline>('sessions/timeline/airline-task36-trial2')
    const spoken = timeline.events.filter(({ kind }) => kind === 'transcript')
    assert.match(spoken[0]?.text ?? '', /^Hi! I'm trying to figure out why my flight insurance/)
    assert.deepEqual(
      spoken.slice(0, 4).map(({ source }) => source),
      ['user', 'agent', 'user', 'agent'],
    )
    const session = all.items.find(({ session_id }) => session_id === 'airline-task36-trial2')
    assert.equal(timeline.events.filter(({ kind }) => kind === 'tool').length, session?.tool_call_count)
    assert.equal(timeline.events.length, session?.event_count)
  } finally {
    await server.stop()
  }
})

function eventOf(session_id: string, second: number): EventInput {
  return { timestamp: `2026-02-01T10:00:0${second}Z`, session_id, attributes: { second } }
}

const ours: EventInput[] = [
  {
    timestamp: '2026-03-01T10:00:00Z',
    session_id: 's/1 ü',
    conversation_id: 'c1',
    type: 'session-start',
    attributes: {
      agent: 'Ann',
      agent_id: 12,
      channel: 'voice_sip_v1',
      from: '+1804',
      to: '+1999',
      direction: 'inbound',
    },
  },
  {
    timestamp: '2026-03-01T10:00:01Z',
    session_id: 's/1 ü',
    type: 'user-message',
    user_id: '+1804',
    attributes: { text: 'Hi', agent: 'not Ann' },
  },
  {
    timestamp: '2026-03-01T10:00:30Z',
    session_id: 's/1 ü',
    source: 'tool-call',
    source_id: 'find',
    attributes: { arguments: { q: 'x,y' }, result: 'none', ok: false, duration_ms: 12, from: 'JFK' },
  },
  {
    timestamp: '2026-03-01T10:01:00Z',
    session_id: 's/1 ü',
    source: 'tool-call',
    source_id: 'transfer',
    type: 'phone-transfer',
    description: 'Transfer to phone number +1999',
    attributes: { model: 'm-1' },
  },
  {
    timestamp: '2026-03-01T10:01:05.500Z',
    session_id: 's/1 ü',
    source: 'llm-prompt',
    source_id: 'greeting',
    type: 'session-end',
    attributes: { ended_by: 'caller' },
  },
  {
    timestamp: '2026-03-02T10:00:00Z',
    session_id: 's2',
    conversation_id: 'c2',
    type: 'ping',
    attributes: { agent: { name: 'Bob' }, n: 1 },
  },
  ...[3, 4, 5, 6, 7, 8].map((day) => ({
    timestamp: `2026-03-0${day}T10:00:00Z`,
    session_id: `s${day}`,
    conversation_id: day === 3 ? 'c1' : null,
    user_id: `u${day}`,
    type: 'ping',
  })),
  { timestamp: '2026-03-09T10:00:00Z', session_id: null, type: 'ping' },
]

const theirs: EventInput[] = [
  { timestamp: '2026-03-02T10:00:00Z', session_id: 's2', conversation_id: 'c2', description: 'theirs' },
  { timestamp: '2026-03-03T10:00:00Z', session_id: 'theirs' },
]
