import { randomUUID } from 'node:crypto'
import type { EventInput, Json } from '@occur/client'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

/** An event without its time, which is the moment of sending. */
export type DemoEvent = Omit<EventInput, 'timestamp'>

/** An agent as a demo knows it: who it is, where it is reached, and what it can talk about. */
export interface Agent {
  id: string
  name: string
  channel: 'voice_sip_v1' | 'sms_v1' | 'web_chat_v1'
  model: string
  /** A dialogue with its tool calls; ends with how it went. */
  talk: (session: Talk) => Generator<DemoEvent, Ending>
}

export type Ending = 'goal met' | 'user left' | 'transferred' | 'failed'

/** What a dialogue is told with. */
export interface Talk {
  random: Random
  person: Person
  user(text: string): DemoEvent
  agent(text: string): DemoEvent
  tool(name: string, request: Record<string, Json>, result: Json, options?: ToolOptions): DemoEvent
  transfer(kind: 'phone-transfer' | 'human-transfer' | 'agent-handoff', target: string, reason: string): DemoEvent
}

export interface ToolOptions {
  /** Sentence of a failure, which takes the place of the result. */
  error?: string | undefined
}

/** The events of one session, from its start to its end. */
export function* sessionEvents(agent: Agent, person: Person, random: Random): Generator<DemoEvent> {
  const sessionId = `demo-${randomUUID().slice(0, 8)}`
  let turn = 0

  function event(facts: DemoEvent): DemoEvent {
    return {
      event_id: randomUUID(),
      session_id: sessionId,
      conversation_id: `demo-${agent.id}-${person.phone.slice(1)}`,
      user_id: person.phone,
      ...facts,
    }
  }

  function message(type: 'user-message' | 'agent-message', text: string): DemoEvent {
    const isAgent = type === 'agent-message'
    return event({
      category: 'conversation',
      type,
      description: text,
      ...(isAgent && { source: 'llm-prompt', source_id: `${agent.id}-prompt` }),
      attributes: { turn, text, ...(isAgent && { model: agent.model, duration_ms: random.whole(280, 1900) }) },
    })
  }

  const talk: Talk = {
    random,
    person,
    user: (text) => {
      turn++
      return message('user-message', text)
    },
    agent: (text) => message('agent-message', text),
    tool: (name, request, result, { error } = {}) =>
      event({
        source: 'tool-call',
        source_id: name,
        category: 'automation',
        type: 'tool-call',
        description: `${name}(${Object.entries(request)
          .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
          .join(', ')})`,
        attributes: {
          turn,
          tool_call_id: `call_${random.digits(10)}`,
          arguments: request,
          ...(error === undefined ? { result, ok: true } : { error, ok: false }),
          duration_ms: error === undefined ? random.whole(60, 1400) : random.whole(2000, 8000),
        },
      }),
    transfer: (kind, target, reason) =>
      event({
        source: 'tool-call',
        source_id: 'transfer',
        category: 'automation',
        type: kind,
        description: kind === 'phone-transfer' ? `Transfer to phone number ${target}` : `Transfer to ${target}`,
        attributes: {
          turn,
          reason,
          transfer: { target, status: 'bridged' },
          ok: true,
          duration_ms: random.whole(400, 2500),
        },
      }),
  }

  yield event({
    category: 'session',
    type: 'session-start',
    description: 'Session started',
    attributes: {
      channel: agent.channel,
      agent: agent.name,
      agent_id: agent.id,
      agent_name: agent.name,
      prompt_id: `${agent.id}-prompt`,
      prompt_version: '3',
      model: agent.model,
      source: person.phone,
    },
  })
  const ending = yield* agent.talk(talk)
  yield event({
    category: 'session',
    type: 'session-end',
    description: `Session ended: ${ending}`,
    attributes: { ending, turns: turn, user_terminated: ending === 'user left' },
  })
}
