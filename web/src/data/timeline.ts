import { hasFailed, type Kind, type KnownEvent, kindOf } from './events.ts'
import { spansOf } from './spans.ts'
import { msOf } from './time.ts'
import { type Wait, waitsOf } from './waits.ts'

/** One line of a session as it is read. All times are milliseconds from the session's first event. */
export interface TimelineItem {
  event: KnownEvent
  kind: Kind
  failed: boolean
  /** What its timestamp says. */
  offsetMs: number
  /** When it began and ended: the same, unless it says how long it took. */
  fromMs: number
  toMs: number
  /** What was waited for until then, where that was long enough to be worth a line. */
  wait: Wait | undefined
  /** Of a message of the agent: how long after the user's it came. */
  answerMs: number | undefined
  /** False when the line before it was said by the same speaker, who then need not be named again. */
  startsTurn: boolean
}

/** Turns the events of a session, in order, into what is read. `connects`: after which events the user was with somebody else. */
export function timelineOf(events: readonly KnownEvent[], connects?: ReadonlySet<string>): TimelineItem[] {
  const startMs = events[0] ? factsOf(events[0]).atMs : 0
  const spans = spansOf(
    events.map((event) => {
      const { kind, atMs } = factsOf(event)
      return { event, kind, offsetMs: atMs - startMs }
    }),
  )
  const facts = spans.map((span) => ({ ...span, failed: factsOf(span.event).failed }))
  const waits = waitsOf(facts, connects)
  let beforeKind: Kind | undefined
  return facts.map((fact, index) => {
    const { wait, answerMs } = waits[index] ?? { wait: undefined, answerMs: undefined }
    const startsTurn = fact.kind !== beforeKind || wait !== undefined
    beforeKind = fact.kind
    return { ...fact, wait, answerMs, startsTurn }
  })
}

/** From when to when something happened, which may begin before the first event: a call that was told of when it was done. */
export function extentOf(items: readonly TimelineItem[]): { from: number; to: number } {
  let [from, to] = [0, 0]
  for (const { fromMs, toMs } of items) {
    if (fromMs < from) from = fromMs
    if (toMs > to) to = toMs
  }
  return { from, to: Math.max(to, from + 1) }
}

/** What an event is does not change: worked out once, however often a live session is put together again. */
function factsOf(event: KnownEvent): Facts {
  let facts = known.get(event)
  if (facts === undefined) {
    facts = { kind: kindOf(event), failed: hasFailed(event), atMs: msOf(event.timestamp) }
    known.set(event, facts)
  }
  return facts
}

interface Facts {
  kind: Kind
  failed: boolean
  atMs: number
}

const known = new WeakMap<KnownEvent, Facts>()
