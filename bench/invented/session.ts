import type { EventInput, Json } from '@occur/client'
import type { Random } from '../../server/src/cli/demo/random.ts'
import { type Agent, pickTool, type Tool } from './cast.ts'
import { digits, hexDigits, longTail } from './chance.ts'
import { sentence } from './words.ts'

export type BenchEvent = EventInput & { event_id: string }

/** Who talks with whom about what; sessions of one conversation share it. */
export interface Matter {
  agent: Agent
  conversation_id: string | null
  user_id: string | null
}

/** An event and when it occurs. */
export interface Occurrence {
  ms: number
  event: BenchEvent
}

/** From the first event of a session to its last; no session is longer. */
export const sessionMsMax = 900_000
export const sessionEventsMin = 5
export const sessionEventsMax = 30
/** Between two events. */
const gapMsMax = sessionMsMax / sessionEventsMax

/** The events of one session in their order: 5 to 30, more often few than many. */
export function sessionEvents(random: Random, { agent, ...ids }: Matter, startMs: number): Occurrence[] {
  const session_id = `${agent.channel.slice(0, agent.channel.indexOf('_'))}-${hexDigits(random, 6)}${hexDigits(random, 6)}`
  const spread = sessionEventsMax - sessionEventsMin
  const count = sessionEventsMin + Math.round(spread * random.fraction() ** 1.6)
  const occurrences: Occurrence[] = []
  let ms = startMs

  /** The next event, so many milliseconds after the one before. */
  function add(gapMs: number, facts: Facts): void {
    ms += Math.min(gapMs, gapMsMax)
    const event_id = timeOrderedId(random, ms)
    const timestamp = `${new Date(ms).toISOString().slice(0, -1)}${digits(random, 3)}Z`
    occurrences.push({ ms, event: { event_id, timestamp, session_id, ...ids, ...facts } })
  }

  function callTool(turn: number, tool: Tool): void {
    const call = `call_${hexDigits(random, 8)}`
    const duration_ms = longTail(random, tool.durationMs, 20_000)
    const isFailed = random.chance(tool.failsAt)
    const outcome = isFailed
      ? { error: random.pick(toolErrors), ok: false }
      : { result: result(random, tool), ok: true }
    const facts = { source: 'tool-call', source_id: tool.id, category: tool.category }
    const asked = { turn, tool_call_id: call, arguments: toolArguments(random) }
    const description = `Called ${tool.id.replace('_', ' ')}`
    if (!tool.isSlow) {
      add(duration_ms, { ...facts, type: 'tool-call', description, attributes: { ...asked, ...outcome, duration_ms } })
      return
    }
    add(300, { ...facts, type: 'tool-call', description, attributes: { ...asked, pending: true } })
    const attributes = { turn, tool_call_id: call, ...outcome, duration_ms }
    add(duration_ms, { ...facts, source: 'tool-result', type: 'tool-result', attributes })
  }

  function turn(number: number): void {
    const text = sentence(random, 5, 22)
    const confidence = random.whole(61, 99) / 100
    add(longTail(random, 4000, gapMsMax), {
      category: 'conversation',
      type: 'user-message',
      attributes: { turn: number, text, lang: random.chance(0.9) ? 'en-US' : 'es-US', confidence },
    })
    if (random.chance(0.04)) add(200, { category: 'quality', ...mark(random, number) })
    if (random.chance(0.012)) add(900, trouble(random, agent, number))
    if (random.chance(0.55)) callTool(number, pickTool(random, agent))
    const prompt = { source: 'llm-prompt', source_id: random.chance(0.9) ? agent.promptId : `${agent.id}-fallback` }
    const duration_ms = longTail(random, 700, 15_000)
    if (random.chance(0.6)) add(100, { ...prompt, ...promptRun(random, agent, number, duration_ms) })
    add(duration_ms, {
      ...prompt,
      category: 'conversation',
      type: 'agent-message',
      attributes: { turn: number, text: sentence(random, 8, 30), model: agent.model, duration_ms },
    })
  }

  add(0, start(random, agent, ids.user_id))
  for (let number = 0; occurrences.length < count - 1; number++) turn(number)
  // Where the last turn went over: the caller hung up in the middle of it.
  occurrences.length = count - 1
  ms = occurrences.at(-1)!.ms
  const isTransferred = random.chance(0.125)
  if (isTransferred) {
    occurrences.length = count - 2
    ms = occurrences.at(-1)!.ms
    add(1500, transfer(random))
  }
  add(2000, end(random, isTransferred, (ms - startMs) / 1000))
  return occurrences
}

type Facts = Omit<EventInput, 'event_id' | 'timestamp'>

function start(random: Random, { id, name, channel, model, promptId }: Agent, caller: string | null): Facts {
  return {
    category: 'session',
    type: 'session-start',
    description: `Session with ${name}`,
    attributes: {
      agent: { id, name },
      channel: { type: channel, service: random.pick(['twilio', 'sip-trunk']), codecs: ['PCMU', 'opus'] },
      prompt: { id: promptId, version: `2026.${random.whole(1, 9)}` },
      model,
      from: caller,
      is_test: random.chance(0.01),
    },
  }
}

function end(random: Random, isTransferred: boolean, duration_s: number): Facts {
  return {
    category: 'session',
    type: 'session-end',
    attributes: {
      duration_s,
      ended_by: isTransferred ? 'agent' : random.pick(['user', 'user', 'agent']),
      summary: sentence(random, 12, 24),
      cost: { stt: random.whole(1, 90) / 1000, llm: random.whole(1, 900) / 1000, tts: random.whole(1, 200) / 1000 },
      tags: [random.pick(tags), random.pick(tags)],
    },
  }
}

function promptRun(random: Random, agent: Agent, turn: number, duration_ms: number): Facts {
  const tokens = { input: random.whole(400, 6000), output: random.whole(12, 180) }
  return {
    category: 'llm',
    type: 'llm-prompt',
    attributes: {
      turn,
      request_id: `req_${hexDigits(random, 8)}${hexDigits(random, 8)}`,
      model: agent.model,
      tokens,
      temperature: 0.2,
      finish_reason: random.chance(0.98) ? 'stop' : 'length',
      messages: Array.from({ length: 1 + (turn % 4) }, (_, at) => ({
        role: at % 2 === 0 ? 'user' : 'assistant',
        tokens: random.whole(5, 90),
      })),
      duration_ms,
    },
  }
}

/** What is noticed on the way; each of these more rarely than the one before. */
function mark(random: Random, turn: number): Facts {
  const at = Math.min(marks.length - 1, Math.floor(-Math.log2(1 - random.fraction())))
  return { type: marks[at]!, attributes: { turn, at_ms: random.whole(0, 9000), score: random.whole(0, 100) / 100 } }
}

function trouble(random: Random, agent: Agent, turn: number): Facts {
  const what = random.pick(troubles)
  return {
    source: 'llm-prompt',
    source_id: agent.promptId,
    category: 'safety',
    type: 'error',
    description: what,
    attributes: {
      turn,
      error: { message: what, code: random.whole(500, 530), retries: random.whole(0, 3) },
      ok: false,
    },
  }
}

function transfer(random: Random): Facts {
  const chance = random.fraction()
  const type = chance < 0.55 ? 'phone-transfer' : chance < 0.9 ? 'human-transfer' : 'agent-handoff'
  const target = type === 'phone-transfer' ? `+1${random.whole(201, 989)}5550${digits(random, 3)}` : random.pick(desks)
  const isBridged = random.chance(0.94)
  return {
    source: 'tool-call',
    source_id: 'transfer',
    category: 'automation',
    type,
    description: `Transfer to ${type === 'phone-transfer' ? 'phone number ' : ''}${target}`,
    attributes: {
      transfer: { id: hexDigits(random, 8), target, status: isBridged ? 'bridged' : 'failed' },
      reason: sentence(random, 4, 12),
      ok: isBridged,
      duration_ms: longTail(random, 1200, 30_000),
    },
  }
}

function toolArguments(random: Random): { [key: string]: Json } {
  return {
    reference: `${random.pick(prefixes)}${digits(random, 6)}`,
    date: `2026-0${random.whole(1, 9)}-${random.whole(10, 28)}`,
    options: [random.pick(tags), random.pick(tags)],
  }
}

function result(random: Random, { isWordy }: Tool): Json {
  const status = random.pick(states)
  const itemCount = isWordy ? random.whole(12, 60) : random.whole(0, 2)
  return {
    status,
    amount: random.whole(900, 99_000) / 100,
    items: Array.from({ length: itemCount }, () => item(random)),
  }
}

function item(random: Random): Json {
  return { sku: `${random.pick(prefixes)}-${digits(random, 5)}`, count: random.whole(1, 9), state: random.pick(states) }
}

/** A UUIDv7, as senders make them: time first, then chance. */
function timeOrderedId(random: Random, ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const [a, b, c] = [hexDigits(random, 6), hexDigits(random, 6), hexDigits(random, 6)]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-a${a.slice(3)}-${b}${c}`
}

const prefixes = ['NW', 'HD', 'PP', 'BI', 'CU', 'GH']
const states = ['open', 'confirmed', 'cancelled', 'waiting', 'not found', 'paid', 'overdue']
const tags = ['vip', 'repeat', 'billing', 'new', 'language', 'complaint', 'night', 'goal-met', 'callback']
const desks = ['front desk', 'billing', 'claims', 'night duty', 'refunds']
const marks = ['barge-in', 'silence', 'dtmf', 'guardrail', 'language-switch', 'voicemail', 'echo']
const toolErrors = ['timed out after 8 s', '404: no such record', '409: already taken', '503: upstream is busy']
const troubles = ['LLM timed out', 'Speech recognition lost the audio', 'Prompt was refused by the content filter']
