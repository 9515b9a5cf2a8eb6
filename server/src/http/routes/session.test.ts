import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Session, SessionEvents, Timeline, Transcript } from '@occur/client/protocol'
import { eventOf, startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

describe('one session', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
  })
  after(() => server.stop())

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
    assert.deepEqual(await server.get('sessions/s%2F1%20%C3%BC'), expected)
    assert.deepEqual(await server.get('sessions/s/1%20%C3%BC/'), expected)
    const { items } = await server.get<Page<Session>>(
      'sessions?search_fields=session_id&search_field_values=s/1+%C3%BC',
    )
    assert.deepEqual(items, [expected])
  })

  test('events are given in full and in order, and pages stay in place while more arrive', async () => {
    await server.send([1, 3, 3, 3, 5, 7].map((second) => eventOf('paged', second)))
    const first = await server.get<SessionEvents>('sessions/paged/events?limit=2')
    await server.send([2, 6, 8].map((second) => eventOf('paged', second)))
    const seen = [...first.items]
    for (let cursor = first.next_cursor; cursor !== null; ) {
      const page = await server.get<SessionEvents>(`sessions/paged/events/?limit=2&cursor=${cursor}`)
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
    const timeline = await server.get<Timeline>('sessions/timeline/s/1%20%C3%BC')
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
    const transcript = await server.get<Transcript>('sessions/transcript/s%2F1%20%C3%BC')
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
    await server.send(events)
    const timeline = await server.get<Timeline>('sessions/timeline/long')
    assert.equal(timeline.events_truncated, true)
    assert.deepEqual(
      timeline.events.map(({ text }) => Number(text)),
      Array.from({ length: 10_000 }, (_, i) => i),
    )
    assert.equal(timeline.events.at(-1)?.offset, '02:46:39')
    assert.equal((await server.get<Transcript>('sessions/transcript/long')).events_truncated, true)
    assert.equal((await server.get<Timeline>('sessions/timeline/s2')).events_truncated, undefined)
  })
})
