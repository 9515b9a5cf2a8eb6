import assert from 'node:assert/strict'
import type { EventInput } from '@occur/client/protocol'
import type { Serving } from './occur-process.ts'

/** A call in seven events, from 14:00 of the 2nd of March 2026 on. */
export function call(session: string, minute: number, { fails = false } = {}): EventInput[] {
  const start = Date.UTC(2026, 2, 2, 14, minute * 5)
  const facts = { session_id: session, conversation_id: `ticket-${session}`, user_id: '+18042221111' }
  const agent = { source: 'llm-prompt', source_id: 'dental-agent', category: 'conversation', type: 'agent-message' }
  const tool = { source: 'tool-call', source_id: 'find_slot', category: 'lookup', type: 'find-slot' }
  const outcome = fails ? { error: 'calendar is down', result: '{"slots": []}' } : { result: '{"slots": ["10:30"]}' }
  const events: [number, Partial<EventInput>][] = [
    [
      0,
      {
        category: 'session',
        type: 'session-start',
        description: 'Session started',
        attributes: { channel: 'voice_sip_v1', agent: 'dental', model: 'small-1' },
      },
    ],
    [
      4,
      {
        category: 'conversation',
        type: 'user-message',
        description: 'A slot on Friday, please.',
        attributes: { text: 'A slot on Friday, please.' },
      },
    ],
    [6, { ...agent, description: 'Let me look.', attributes: { text: 'Let me look.' } }],
    [
      7,
      {
        ...tool,
        description: 'find_slot()',
        attributes: { arguments: { day: 'Friday' }, ok: !fails, duration_ms: 412, ...outcome },
      },
    ],
    [
      10,
      {
        ...agent,
        description: 'Nothing is free on Friday.',
        attributes: { text: 'Nothing is free on Friday. I hand you over.' },
      },
    ],
    [
      60,
      {
        source: 'tool-call',
        source_id: 'transfer_to_human',
        category: 'automation',
        type: 'human-transfer',
        description: 'Transfer',
        attributes: {
          arguments: { summary: 'Wants Friday, nothing is free.' },
          result: 'done',
          ok: true,
          duration_ms: 650,
        },
      },
    ],
    [62, { category: 'session', type: 'session-end', description: 'Session ended', attributes: { goal_met: true } }],
  ]
  return events.map(([second, event], index) => ({
    event_id: `${session}-${index}`,
    timestamp: new Date(start + second * 1000).toISOString(),
    ...facts,
    ...event,
  }))
}

/** So many numbered events of one session, a millisecond apart. */
export function series(session: string, count: number, from = 0): EventInput[] {
  const start = Date.UTC(2026, 5, 1)
  return Array.from({ length: count }, (_, index) => ({
    timestamp: new Date(start + from + index).toISOString(),
    session_id: session,
    type: 'note',
    description: `${session} ${from + index}`,
  }))
}

/** Sends them, and resolves when they are stored. */
export async function send(server: Serving, events: readonly EventInput[]): Promise<void> {
  await post(server, JSON.stringify(events))
}

/** Sends a body as it stands. */
export async function post(server: Serving, body: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1/events/`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.key}`, 'Content-Type': 'application/json' },
    body,
  })
  assert.equal(answer.status, 201, await answer.text())
}
