import { toolCallOf } from './events.ts'
import type { Span } from './spans.ts'

/** A time in which somebody waited. */
export interface Wait {
  /** For whom: the agent, the user, whoever the user was transferred to and talked with, or nobody knows whom. */
  for: 'agent' | 'user' | 'transferred' | 'anything'
  fromMs: number
  toMs: number
  /** The tool that took most of it, if one took half of it or more. */
  tool: { name: string; ms: number } | undefined
}

export interface Waited {
  wait: Wait | undefined
  answerMs: number | undefined
}

/** A silence shorter than this is not worth a line. */
const silenceMsMin = 20_000
/** The agent is slow when it takes twice as long as is usual in the session, within these bounds. */
const slowMsBounds = [4_000, 10_000] as const
/** With fewer answers than this nothing is usual yet, and this is slow. */
const usualCountMin = 4
const slowMsElse = 6_000

/** What was waited for before each of the events, which are in order. After some of them the user was with somebody else. */
export function waitsOf(spans: readonly Span[], connects: ReadonlySet<string> = new Set()): Waited[] {
  const answers = answersOf(spans)
  const slowMs = slowMsOf(answers.flatMap((answer) => answer ?? []).map(({ fromMs, toMs }) => toMs - fromMs))
  let lastMs = spans[0]?.toMs ?? 0
  let speaker: 'user' | 'agent' | undefined
  return spans.map((span, index) => {
    const { kind, fromMs } = span
    const answer = answers[index]
    const answerMs = answer && answer.toMs - answer.fromMs
    const silence = { fromMs: lastMs, toMs: fromMs, tool: undefined }
    lastMs = Math.max(lastMs, span.toMs)
    const isAway = connects.has(spans[index - 1]?.event.event_id ?? '')
    const isReply = kind === 'user' && speaker === 'agent'
    if (kind === 'user' || kind === 'agent') speaker = kind
    if (answerMs !== undefined && answerMs >= slowMs) return { wait: answer, answerMs }
    if (silence.toMs - silence.fromMs < silenceMsMin) return { wait: undefined, answerMs }
    const whom = isAway ? 'transferred' : isReply ? 'user' : 'anything'
    return { wait: { for: whom, ...silence }, answerMs }
  })
}

/** From which time on an answer is slow. */
export function slowMsOf(answersMs: readonly number[]): number {
  if (answersMs.length < usualCountMin) return slowMsElse
  const sorted = [...answersMs].sort((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const [min, max] = slowMsBounds
  return Math.min(max, Math.max(min, 2 * median))
}

/** Of each first message of the agent after the user's: the time in between, and what took it. */
function answersOf(spans: readonly Span[]): (Wait | undefined)[] {
  let asked: Span | undefined
  let tools: Span[] = []
  return spans.map((span) => {
    if (span.kind === 'user') {
      asked = span
      tools = []
      return undefined
    }
    if (span.kind === 'tool') tools.push(span)
    if (span.kind === 'transfer') asked = undefined
    if (span.kind !== 'agent' || asked === undefined) return undefined
    const wait: Wait = { for: 'agent', fromMs: asked.toMs, toMs: span.fromMs, tool: longestOf(tools, asked, span) }
    asked = undefined
    return wait
  })
}

function longestOf(tools: readonly Span[], asked: Span, answer: Span): Wait['tool'] {
  let longest: Span | undefined
  for (const tool of tools) {
    if (longest === undefined || tool.toMs - tool.fromMs > longest.toMs - longest.fromMs) longest = tool
  }
  if (longest === undefined) return undefined
  const ms = longest.toMs - longest.fromMs
  if (ms * 2 < answer.fromMs - asked.toMs) return undefined
  return { name: toolCallOf(longest.event).name, ms }
}
