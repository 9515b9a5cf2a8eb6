import type { Event, StoredEvent } from '@occur/client/protocol'
import { type Attributes, isObject, printJson, type Value } from './json.ts'

/** An event of a list: its attributes exact, its id known, and the server's other facts only when they were asked for. */
export type ListedEvent = Omit<Event, 'attributes'> & {
  attributes: Attributes | null
  event_id: string
  received_at?: string
  cursor?: string
}

/** An event with everything the server knows about it, attributes exact. */
export type KnownEvent = Omit<StoredEvent, 'attributes'> & { attributes: Attributes | null }

/** What an event is to a reader, which decides how it looks everywhere. */
export type Kind = 'user' | 'agent' | 'tool' | 'transfer' | 'session' | 'prompt' | 'other'

export const kindNames: Record<Kind, string> = {
  user: 'User message',
  agent: 'Agent message',
  tool: 'Tool call',
  transfer: 'Transfer',
  session: 'Session',
  prompt: 'LLM prompt',
  other: 'Event',
}

type KindFacts = Pick<ListedEvent, 'type' | 'source' | 'category' | 'attributes'>

const transferTypes = new Set(['phone-transfer', 'human-transfer', 'agent-handoff'])

/** The first line that fits decides. */
export function kindOf(event: KindFacts): Kind {
  if (transferTypes.has(event.type ?? '')) return 'transfer'
  if (event.source === 'tool-call') return 'tool'
  const speaker = speakerOf(event)
  if (speaker) return speaker
  if (/^(session|call)[-_.](start|end)(ed)?$/.test(event.type ?? '')) return 'session'
  if (event.source === 'llm-prompt') return 'prompt'
  return 'other'
}

/** True for the event that says that its session is over. */
export function endsSession({ type }: Pick<ListedEvent, 'type'>): boolean {
  return /^(session|call)[-_.]end(ed)?$/.test(type ?? '')
}

/** Who said it, if it is something said: by its type, or by a role beside its words. */
function speakerOf({ type, attributes, category }: KindFacts): 'user' | 'agent' | undefined {
  const said = /^(\w+)[-_. ](message|utterance|transcript|speech|turn)$/.exec(type ?? '')?.[1]
  const speaker = speakers.get(said ?? (category === 'conversation' ? (type ?? '') : ''))
  if (speaker) return speaker
  const { role } = attributes ?? {}
  return typeof role === 'string' && wordsOf({ attributes }) !== undefined ? speakers.get(role) : undefined
}

const speakers = new Map<string, 'user' | 'agent'>([
  ['user', 'user'],
  ['caller', 'user'],
  ['customer', 'user'],
  ['human', 'user'],
  ['agent', 'agent'],
  ['assistant', 'agent'],
  ['bot', 'agent'],
  ['ai', 'agent'],
])

/** What was said, wherever the sender put it. */
export function messageText(event: Pick<ListedEvent, 'attributes' | 'description'>): string {
  return wordsOf(event) ?? event.description ?? ''
}

function wordsOf({ attributes }: Pick<KindFacts, 'attributes'>): string | undefined {
  return firstText(attributes?.text, attributes?.content, attributes?.message, attributes?.transcript)
}

/** True when its attributes say that something failed: `ok` false, or an `error` that is not empty. */
export function hasFailed({ attributes }: Pick<KindFacts, 'attributes'>): boolean {
  if (!attributes) return false
  const { ok, error } = attributes
  if (ok === false) return true
  if (error === undefined || error === null || error === false || error === '') return false
  return isObject(error) ? Object.keys(error).length > 0 : true
}

export interface ToolCall {
  name: string
  request: Value | undefined
  result: Value | undefined
  error: Value | undefined
  durationMs: number | undefined
}

export function toolCallOf(event: ListedEvent): ToolCall {
  const attributes = event.attributes ?? {}
  return {
    name: firstText(attributes.tool_name, attributes.name, event.source_id, event.type) ?? 'tool',
    request: firstValue(attributes.arguments, attributes.input, attributes.request, attributes.parameters),
    result: firstValue(attributes.result, attributes.output, attributes.response),
    error: firstValue(attributes.error),
    durationMs: typeof attributes.duration_ms === 'number' ? attributes.duration_ms : undefined,
  }
}

/** One line that says what happened, for lists. */
export function headline(event: ListedEvent): string {
  return (
    event.description || messageText(event) || (event.source === 'tool-call' && event.source_id) || event.type || ''
  )
}

/** Whether its headline says more than its type does. */
export function saysMore(event: ListedEvent): boolean {
  return headline(event) !== (event.type ?? '')
}

/** More of what is inside is not read in a list. */
const insideLengthMax = 300

/** What is in an event that says no more than its type. */
export function insideOf(event: ListedEvent): string | undefined {
  if (!event.attributes || saysMore(event)) return undefined
  return printJson(event.attributes, '').slice(0, insideLengthMax)
}

function firstText(...candidates: (Value | undefined)[]): string | undefined {
  return candidates.find((candidate) => typeof candidate === 'string' && candidate !== '') as string | undefined
}

function firstValue(...candidates: (Value | undefined)[]): Value | undefined {
  return candidates.find((candidate) => candidate !== undefined && candidate !== null && candidate !== '')
}
