import { eventCountKinds } from './event-counts.ts'
import { type Descriptor, descriptors } from './session-descriptors.ts'

/** How the text of a value is read for something that is counted: a number, an instant, or a span in seconds. */
export type FactKind = 'count' | 'instant' | 'seconds'

/** What is counted of a session, under its wire name. */
export const sessionFactKinds = {
  timestamp: 'instant',
  last_timestamp: 'instant',
  duration: 'seconds',
  ...eventCountKinds,
} as const satisfies Record<string, FactKind>

export type SessionFact = keyof typeof sessionFactKinds

const sessionIds = ['session_id', 'conversation_id', 'user_id'] as const

export type SessionField = SessionFact | (typeof sessionIds)[number] | Descriptor

/** All that a session is answered with, and can be sorted by. */
export const sessionFields: readonly [SessionField, ...SessionField[]] = [
  'timestamp',
  ...sessionIds,
  ...(Object.keys(sessionFactKinds) as SessionFact[]).filter((fact) => fact !== 'timestamp'),
  ...descriptors,
]

/** What is counted of a conversation, under its wire name. */
export const conversationFactKinds = {
  timestamp: 'instant',
  last_timestamp: 'instant',
  session_count: 'count',
  ...eventCountKinds,
} as const satisfies Record<string, FactKind>

export type ConversationFact = keyof typeof conversationFactKinds

const conversationIds = ['conversation_id', 'user_id'] as const

export type ConversationOrderField = ConversationFact | (typeof conversationIds)[number]

/** What conversations can be sorted by. */
export const conversationOrderFields: readonly [ConversationOrderField, ...ConversationOrderField[]] = [
  'timestamp',
  ...conversationIds,
  ...(Object.keys(conversationFactKinds) as ConversationFact[]).filter((fact) => fact !== 'timestamp'),
]

/** Those of a session's descriptors that a conversation has as well. */
const conversationDescriptors = [
  'agent_id',
  'agent_name',
  'agent_type',
  'prompt_id',
  'prompt_name',
  'prompt_version',
  'llm_provider',
  'llm_model',
] as const satisfies readonly Descriptor[]

export type ConversationField = ConversationOrderField | (typeof conversationDescriptors)[number]

/** All that a conversation is answered with. */
export const conversationFields: readonly ConversationField[] = [...conversationOrderFields, ...conversationDescriptors]
