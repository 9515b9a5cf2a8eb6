import { isTransfer, type StoredEvent } from '../event/event.ts'
import { plain } from '../event/plain-name.ts'
import type { Said } from './said.ts'

/** What an event is on a timeline. */
export type TimelineKind = { kind: 'transcript'; speaker: 'user' | 'agent' } | { kind: 'tool' } | { kind: 'latency' }

/**
 * The one table of which event becomes which of the contract's three kinds; the first row that fits decides. Names are
 * compared in lower case with `-` for every `_`, `.` and space, so `user_message` is `user-message`.
 *
 * | kind | which |
 * | --- | --- |
 * | `tool` | what a tool did: `source` is `tool-call`, or `type` says so (`function-call`, `tool-result`, …) |
 * | `transcript` | what somebody said: `type` names the speaker (`user-message`, `agent-utterance`, …), or it is a message whose `role` or `speaker` does |
 * | `tool` | a transfer that no tool call made: something that was done, not a mark beside it |
 * | `latency` | all the rest: measurements, prompts, starts and ends. Clients refuse a fourth kind; of the three this is the one that stands beside a conversation without being part of it, and nobody who counts tool calls or messages counts it. It keeps its own category, label and, where it has one, duration |
 */
export function timelineKind(event: NamedEvent, said: Said): TimelineKind {
  const type = plain(event.type)
  if (plain(event.source) === 'tool-call' || toolTypes.has(type)) return { kind: 'tool' }
  const speaker = speakerOf(type, event, said)
  if (speaker) return { kind: 'transcript', speaker }
  return isTransfer(event.type) ? { kind: 'tool' } : { kind: 'latency' }
}

type NamedEvent = Pick<StoredEvent, 'source' | 'category' | 'type'>

const toolTypes = new Set([
  'tool-call',
  'tool-request',
  'tool-result',
  'tool-response',
  'tool-error',
  'function-call',
  'function-result',
  'function-response',
  'function-call-output',
])

const speakers: Record<'user' | 'agent', readonly string[]> = {
  user: ['user', 'human', 'caller', 'customer', 'client'],
  agent: ['agent', 'assistant', 'bot', 'ai', 'model'],
}

const messageWords = ['message', 'utterance', 'transcript', 'speech', 'turn', 'said']

function speakerOf(type: string, event: NamedEvent, said: Said): 'user' | 'agent' | undefined {
  const [, named, word] = /^(?:(.*)-)?([a-z]+)$/.exec(type) ?? []
  const isMessage = messageWords.includes(word ?? '')
  const byType = isMessage ? speakerNamed(named) : undefined
  if (byType) return byType
  if (!isMessage && !(plain(event.category) === 'conversation' && said.text(...textNames) !== undefined))
    return undefined
  return (
    speakerNamed(plain(said.text('role', 'speaker', 'participant', 'sender') ?? type)) ??
    (isMessage && plain(event.source) === 'llm-prompt' ? 'agent' : undefined)
  )
}

function speakerNamed(name: string | undefined): 'user' | 'agent' | undefined {
  if (name === undefined) return undefined
  if (speakers.user.includes(name)) return 'user'
  return speakers.agent.includes(name) ? 'agent' : undefined
}

/** Attributes that hold what was said, was asked of a tool, and so on; an earlier one is preferred. */
export const textNames = ['text', 'content', 'message', 'transcript', 'utterance'] as const
export const langNames = ['lang', 'language'] as const
export const turnNames = ['turn', 'turn_index'] as const
export const toolNames = ['tool_name', 'gen_ai.tool.name', 'function_name', 'tool', 'name'] as const
export const toolCallIdNames = ['tool_call_id', 'toolCallId', 'gen_ai.tool.call.id', 'tool.call_id'] as const
export const requestNames = [
  'arguments',
  'request',
  'args',
  'input',
  'parameters',
  'gen_ai.tool.call.arguments',
] as const
export const resultNames = ['result', 'response', 'output', 'gen_ai.tool.call.result'] as const
export const durationNames = ['duration_ms', 'latency_ms', 'elapsed_ms', 'ttfb_ms'] as const
