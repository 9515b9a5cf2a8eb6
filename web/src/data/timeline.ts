import { hasFailed, headline, type Kind, type KnownEvent, kindOf, messageText } from './events.ts'
import { msOf } from './time.ts'

/** One line of a session as it is read. */
export interface TimelineItem {
  event: KnownEvent
  kind: Kind
  failed: boolean
  /** From the session's first event. */
  offsetMs: number
  /** Since the line before it, when that was long ago enough to be worth saying; else 0. */
  gapMs: number
  /** False when the line before it was said by the same speaker, who then need not be named again. */
  startsTurn: boolean
}

/** A silence shorter than this is not worth a line. */
const gapMsMin = 20_000

/** Turns the events of a session, in order, into what is read. */
export function timelineOf(events: readonly KnownEvent[]): TimelineItem[] {
  const startMs = events[0] ? msOf(events[0].timestamp) : 0
  let beforeMs = startMs
  let beforeKind: Kind | undefined
  return events.map((event) => {
    const atMs = msOf(event.timestamp)
    const kind = kindOf(event)
    const gapMs = atMs - beforeMs >= gapMsMin ? atMs - beforeMs : 0
    const startsTurn = kind !== beforeKind || gapMs > 0
    beforeMs = atMs
    beforeKind = kind
    return { event, kind, failed: hasFailed(event), offsetMs: atMs - startMs, gapMs, startsTurn }
  })
}

export const views = {
  all: 'All',
  dialogue: 'Dialogue',
  tools: 'Tools',
  problems: 'Failures & transfers',
} as const

export type View = keyof typeof views

/** True when a line belongs to the view and holds the words looked for. */
export function isShown({ event, kind, failed }: TimelineItem, view: View, find: string): boolean {
  if (view === 'dialogue' && kind !== 'user' && kind !== 'agent' && kind !== 'transfer') return false
  if (view === 'tools' && kind !== 'tool' && kind !== 'transfer') return false
  if (view === 'problems' && !failed && kind !== 'transfer') return false
  return find === '' || searchable(event).includes(find.toLowerCase())
}

function searchable(event: KnownEvent): string {
  let text = searchTexts.get(event)
  if (text === undefined) {
    const { type, source_id, attributes } = event
    text = [headline(event), messageText(event), type, source_id, JSON.stringify(attributes)].join('\n').toLowerCase()
    searchTexts.set(event, text)
  }
  return text
}

const searchTexts = new WeakMap<KnownEvent, string>()
