import type { FieldSet } from './filter.ts'

/** What can be asked about events. */
export const eventFieldSet = {
  timestamp: { type: 'time' },
  session_id: { type: 'text', short: ['session'] },
  conversation_id: { type: 'text', short: ['conversation'] },
  source: { type: 'text' },
  source_id: { type: 'text' },
  category: { type: 'text' },
  type: { type: 'text' },
  user_id: { type: 'text', short: ['user'] },
  /** Of the session that the event is in: its name, or else its id. */
  agent: { type: 'text' },
  description: { type: 'prose' },
  attributes: { type: 'attributes' },
  event_id: { type: 'text' },
  received_at: { type: 'time' },
} as const satisfies FieldSet

/** Seconds, and how many: of a session or a conversation as a whole. */
const counted = {
  duration: { type: 'number' },
  event_count: { type: 'number', short: ['events'] },
} as const satisfies FieldSet

/** How many events of a kind: of a session, a conversation or a user as a whole. */
const countedByKind = {
  tool_call_count: { type: 'number', short: ['tool_calls'] },
  transfer_count: { type: 'number', short: ['transfers'] },
  error_count: { type: 'number', short: ['errors'] },
} as const satisfies FieldSet

const times = { started: { type: 'time' }, ended: { type: 'time' } } as const satisfies FieldSet

/** What is known of a session as a whole. */
export const sessionOwnFields = {
  ...times,
  ...counted,
  ...countedByKind,
  agent_id: { type: 'text' },
  agent: { type: 'text' },
  agent_name: { type: 'text' },
  agent_type: { type: 'text' },
  prompt_id: { type: 'text' },
  prompt_name: { type: 'text', short: ['prompt'] },
  prompt_version: { type: 'text' },
  channel_manager_type: { type: 'text', short: ['channel'] },
  channel_manager_service: { type: 'text' },
  llm_provider: { type: 'text' },
  llm_model: { type: 'text', short: ['model'] },
} as const satisfies FieldSet

/** What is known of a conversation as a whole. */
export const conversationOwnFields = {
  ...times,
  ...counted,
  ...countedByKind,
  session_count: { type: 'number', short: ['sessions'] },
} as const satisfies FieldSet

/** What is known of a user as a whole. */
export const userOwnFields = {
  first_timestamp: { type: 'time', short: ['first_seen'] },
  last_timestamp: { type: 'time', short: ['last_seen'] },
  session_count: { type: 'number', short: ['sessions'] },
  conversation_count: { type: 'number', short: ['conversations'] },
  event_count: { type: 'number', short: ['events'] },
  ...countedByKind,
} as const satisfies FieldSet

/** Sessions are found by what they are, and by the events that they contain. */
export const sessionFieldSet: FieldSet = { ...eventFieldSet, ...sessionOwnFields }
export const conversationFieldSet: FieldSet = { ...eventFieldSet, ...conversationOwnFields }
export const userFieldSet: FieldSet = { ...eventFieldSet, ...userOwnFields }
