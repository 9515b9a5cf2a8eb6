import type { Random } from '../../server/src/cli/demo/random.ts'
import { zipf } from './chance.ts'

/** An agent as it stands in the events of its sessions. */
export interface Agent {
  id: string
  name: string
  channel: 'voice_sip_v1' | 'sms_v1' | 'web_chat_v1'
  model: string
  promptId: string
  /** What it can do; the first ones most often. */
  tools: readonly Tool[]
}

export interface Tool {
  id: string
  /** Broad class of what it does. */
  category: 'lookup' | 'automation' | 'safety'
  /** Half of its calls take less. */
  durationMs: number
  /** Its answers are long: lists of records, several kB. */
  isWordy: boolean
  /** It answers later, by an event of its own. */
  isSlow: boolean
  failsAt: number
}

/** People who call; there are this many, and some of them call all the time. */
const userCount = 150_000
const pickUser = zipf(userCount, 0.8)

/** A phone number, or where there is no phone an account: every rank has its own. */
export function userId(random: Random, channel: Agent['channel']): string {
  const rank = pickUser(random)
  // Times a number without a common divisor with the prime below: other ranks, other digits.
  const scattered = ((rank + 1) * 7_368_787) % 9_999_991
  if (channel === 'web_chat_v1') return `user-${scattered.toString(36)}`
  return `+1${201 + (rank % 789)}${String(scattered).padStart(7, '0')}`
}

export function pickAgent(random: Random): Agent {
  return agents[whichAgent(random)]!
}

export function pickTool(random: Random, { tools }: Agent): Tool {
  return tools[whichTool(random)]!
}

const toolsOfAgent = 8
const whichTool = zipf(toolsOfAgent, 1)

const verbs = ['get', 'find', 'list', 'check', 'book', 'update', 'cancel', 'verify', 'quote', 'send'] as const
const objects = ['reservation', 'customer', 'appointment', 'order', 'invoice', 'parcel', 'policy', 'identity'] as const

const categories: Partial<Record<(typeof verbs)[number], Tool['category']>> = {
  get: 'lookup',
  find: 'lookup',
  list: 'lookup',
  check: 'lookup',
  verify: 'safety',
}

/** Eighty tools. What they are like follows from their place, so that it is the same for every seed. */
const tools: readonly Tool[] = objects.flatMap((object, at) =>
  verbs.map((verb, offset) => ({
    id: `${verb}_${object}`,
    category: categories[verb] ?? 'automation',
    durationMs: 80 + ((at * 7 + offset * 13) % 17) * 60,
    isWordy: verb === 'list',
    isSlow: (at + offset) % 5 === 3,
    failsAt: (at + offset) % 11 === 0 ? 0.12 : 0.03,
  })),
)

const businesses = [
  'Harbor Dental',
  'Northwind Air',
  'Parcel Post',
  'Bluebird Insurance',
  'City Utilities',
  'Grand Hotel',
] as const
const desks = ['front desk', 'billing', 'after hours', 'claims'] as const
const channels = ['voice_sip_v1', 'voice_sip_v1', 'sms_v1', 'web_chat_v1'] as const
const models = ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4'] as const

/** Twenty-four agents, the busiest first. */
export const agents: readonly Agent[] = desks.flatMap((desk, row) =>
  businesses.map((business, column) => {
    const at = row * businesses.length + column
    const id = `${business} ${desk}`.toLowerCase().replaceAll(' ', '-')
    return {
      id,
      name: `${business} ${desk}`,
      channel: channels[at % channels.length]!,
      model: models[at % models.length]!,
      promptId: `${id}-main`,
      tools: Array.from({ length: toolsOfAgent }, (_, index) => tools[(at * 3 + index * 11) % tools.length]!),
    }
  }),
)
const whichAgent = zipf(agents.length, 0.9)
