/**
 * Who and what a session was with: its agent, prompt, channel, model, the two ends of the line. No field of an event
 * holds these; senders put them into attributes, under names of their own. This is the one table of those names.
 */

/** Types of the event that opens a session: what it says counts more than what any other event says. */
export const sessionStartTypes = [
  'session-start',
  'session_start',
  'session.start',
  'session-started',
  'session_started',
  'session.started',
  'call-start',
  'call_start',
  'call.start',
  'call-started',
  'call_started',
  'call.started',
] as const

export interface DescriptorRule {
  /**
   * The attribute. `a.b` is the key "a.b" as well as the key b inside of a. `@prompt` is no attribute but the
   * `source_id` of an event whose `source` is `llm-prompt`.
   */
  name: string
  /** A word of so many meanings that it is believed only of the event that opens the session. */
  onStartOnly: boolean
  /** For flags: which words mean true, and which false. */
  words: { true: readonly string[]; false: readonly string[] } | null
}

/** For each descriptor the attributes that carry it; an earlier one is preferred. */
const texts = {
  agent_id: ['agent_id', 'agent.id', 'gen_ai.agent.id', 'assistant_id', 'bot_id'],
  agent_name: ['agent_name', 'agent.name', 'gen_ai.agent.name', 'assistant_name', 'bot_name', 'agent'],
  agent_type: ['agent_type', 'agent.type'],
  agent_timezone: ['agent_timezone', 'agent.timezone', 'start: timezone'],
  prompt_id: ['prompt_id', 'prompt.id', '@prompt'],
  prompt_name: ['prompt_name', 'prompt.name', 'gen_ai.prompt.name'],
  prompt_version: ['prompt_version', 'prompt.version'],
  channel_manager_type: ['channel_manager_type', 'channel_manager.type', 'channel_type', 'channel.type', 'channel'],
  channel_manager_service: ['channel_manager_service', 'channel_manager.service', 'channel_service', 'channel.service'],
  channel_manager_sid: [
    'channel_manager_sid',
    'channel_manager.sid',
    'channel_sid',
    'channel.sid',
    'call_sid',
    'CallSid',
  ],
  source: ['start: source', 'start: from', 'start: from_number', 'start: From', 'start: caller', 'start: caller_id'],
  target: ['start: target', 'start: to', 'start: to_number', 'start: To', 'start: callee', 'start: called'],
  llm_provider: ['llm_provider', 'llm.provider', 'gen_ai.provider.name', 'gen_ai.system', 'start: provider'],
  llm_model: ['llm_model', 'llm.model', 'llm.model_name', 'gen_ai.request.model', 'model'],
} as const

const plainWords = { true: ['true'], false: ['false'] }

const flags = {
  is_outbound: {
    is_outbound: plainWords,
    'start: outbound': plainWords,
    'start: direction': { true: ['outbound', 'outbound-api', 'outbound-dial'], false: ['inbound'] },
  },
  is_test: { is_test: plainWords, 'start: test': plainWords },
  user_terminated: {
    user_terminated: plainWords,
    ended_by: { true: ['user', 'caller', 'customer'], false: ['agent', 'assistant', 'system'] },
  },
} as const

export type TextDescriptor = keyof typeof texts
export type FlagDescriptor = keyof typeof flags
export type Descriptor = TextDescriptor | FlagDescriptor

export const descriptors = [...Object.keys(texts), ...Object.keys(flags)] as readonly Descriptor[]

/** What was found of a session; null where its events say nothing. */
export type SessionDescriptors = Record<TextDescriptor, string | null> & Record<FlagDescriptor, boolean | null>

/** Longer than this is no name or id but something else that happens to have that key. */
export const descriptorBytesMax = 512

/** In order of preference. */
export function rulesOf(descriptor: Descriptor): readonly DescriptorRule[] {
  if (isFlag(descriptor)) return Object.entries(flags[descriptor]).map(([name, words]) => ruleOf(name, words))
  return texts[descriptor].map((name) => ruleOf(name, null))
}

export function isFlag(descriptor: Descriptor): descriptor is FlagDescriptor {
  return Object.hasOwn(flags, descriptor)
}

const startMark = 'start: '

function ruleOf(written: string, words: DescriptorRule['words']): DescriptorRule {
  const onStartOnly = written.startsWith(startMark)
  return { name: onStartOnly ? written.slice(startMark.length) : written, onStartOnly, words }
}
