import assert from 'node:assert/strict'
import type { EventInput } from '@occur/client/protocol'
import { startTestServer } from '../../testing/test-server.ts'

/** A server with sessions of two projects, and how to ask it. Pages hold five at most. */
export async function startTwoProjects() {
  const server = await startTestServer({ env: { OCCUR_PAGE_SIZE_MAX: '5' } })
  const otherKey = await server.createKey({ project: 'other', scopes: ['ingest', 'read'] })

  const send = async (events: readonly EventInput[], key = server.key) => {
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
  const status = async (path: string, key = server.key) =>
    (await server.fetch(`/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } })).status
  const refused = async (path: string) => {
    const answer = await server.fetch(`/api/v1/${path}`)
    assert.equal(answer.status, 422, path)
    const { detail } = (await answer.json()) as { detail: { loc: string[]; msg: string; type: string }[] }
    assert.ok(Array.isArray(detail) && detail[0], path)
    return detail[0]
  }

  await send(ours)
  await send(theirs, otherKey)
  return { ...server, otherKey, send, get, status, refused }
}

export type TwoProjects = Awaited<ReturnType<typeof startTwoProjects>>

export function eventOf(session_id: string, second: number): EventInput {
  return { timestamp: `2026-02-01T10:00:0${second}Z`, session_id, attributes: { second } }
}

/** Eight sessions: one of everything, one of another agent, six of a ping each. And an event of no session. */
export const ours: EventInput[] = [
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

/** Two sessions of another project, one under the id of one of ours. */
export const theirs: EventInput[] = [
  { timestamp: '2026-03-02T10:00:00Z', session_id: 's2', conversation_id: 'c2', description: 'theirs' },
  { timestamp: '2026-03-03T10:00:00Z', session_id: 'theirs' },
]
