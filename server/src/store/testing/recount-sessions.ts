import type { NewEvent } from '../../event/event.ts'
import { isTransfer } from '../../event/event.ts'
import type { EventCounts } from '../../event/event-counts.ts'
import type { FoundConversation, FoundSession } from '../../event/session.ts'
import {
  type DescriptorRule,
  descriptors,
  rulesOf,
  type SessionDescriptors,
  sessionStartTypes,
} from '../../event/session-descriptors.ts'

/** What sessions are, said a second time and plainly: by looking at every event. */
export function recountSessions(events: readonly NewEvent[]): FoundSession[] {
  const bySession = Map.groupBy(inOrder(events), ({ session_id }) => session_id)
  return [...bySession].flatMap(([session_id, own]) =>
    session_id === null
      ? []
      : [
          {
            session_id,
            conversation_id: conversationOf(own),
            user_id: least(own.map(({ user_id }) => user_id)),
            ...bounds(own),
            ...counts(own),
            ...describe(own),
          },
        ],
  )
}

export function recountConversations(events: readonly NewEvent[]): FoundConversation[] {
  const sessions = recountSessions(events)
  const byConversation = Map.groupBy(inOrder(events), (event) => conversationIdOf(event, events, sessions))
  return [...byConversation].flatMap(([conversation_id, own]) =>
    conversation_id === null
      ? []
      : [
          {
            conversation_id,
            user_id: least(own.map(({ user_id }) => user_id)),
            ...bounds(own),
            session_count: new Set(own.map(({ session_id }) => session_id).filter((id) => id !== null)).size,
            ...counts(own),
            ...firstDescribed(sessions.filter((session) => session.conversation_id === conversation_id)),
          },
        ],
  )
}

/** The conversation that an event counts to: the one that it names, else that of its session. */
export function conversationIdOf(
  { conversation_id, session_id }: NewEvent,
  events: readonly NewEvent[],
  sessions = recountSessions(events),
): string | null {
  return conversation_id ?? sessions.find((session) => session.session_id === session_id)?.conversation_id ?? null
}

function inOrder(events: readonly NewEvent[]): NewEvent[] {
  return events.toSorted((a, b) =>
    a.timestamp === b.timestamp ? (a.event_id < b.event_id ? -1 : 1) : a.timestamp < b.timestamp ? -1 : 1,
  )
}

/** The one that was named earliest, and of several at the same instant the least. */
function conversationOf(events: readonly NewEvent[]): string | null {
  const naming = events.filter(({ conversation_id }) => conversation_id !== null)
  const earliest = naming.filter(({ timestamp }) => timestamp === naming[0]?.timestamp)
  return least(earliest.map(({ conversation_id }) => conversation_id))
}

function least(texts: readonly (string | null)[]): string | null {
  return texts.filter((text) => text !== null).toSorted()[0] ?? null
}

function bounds(events: readonly NewEvent[]) {
  return { first_timestamp: events[0]!.timestamp, last_timestamp: events.at(-1)!.timestamp }
}

function counts(events: readonly NewEvent[]): EventCounts {
  return {
    event_count: events.length,
    tool_call_count: events.filter(({ source }) => source === 'tool-call').length,
    transfer_count: events.filter(({ type }) => isTransfer(type)).length,
    error_count: events.filter(({ failed }) => failed).length,
  }
}

function describe(events: readonly NewEvent[]): SessionDescriptors {
  const isStart = ({ type }: NewEvent) => (sessionStartTypes as readonly (string | null)[]).includes(type)
  const entries = descriptors.map((descriptor) => {
    for (const onStart of [true, false]) {
      for (const { name, onStartOnly, words } of rulesOf(descriptor)) {
        if (onStartOnly && !onStart) continue
        const found = events
          .filter((event) => isStart(event) === onStart)
          .map((event) => ({ event, value: least(said(event, name).map((value) => usable(value, words))) }))
          .filter(({ value }) => value !== null)
        const earliest = found.filter(({ event }) => event.timestamp === found[0]?.event.timestamp)
        const value = least(earliest.map(({ value }) => value))
        if (value !== null) return [descriptor, words === null ? value : value === 'true']
      }
    }
    return [descriptor, null]
  })
  return Object.fromEntries(entries) as SessionDescriptors
}

/** A dotted name may be a key, and a key inside of a key, even in one event. */
function said(event: NewEvent, name: string): unknown[] {
  if (name === '@prompt') return event.source === 'llm-prompt' ? [event.source_id] : []
  const attributes = JSON.parse(event.attributes ?? '{}') as Record<string, unknown>
  const [parent = '', child = ''] = name.split('.')
  const inner = attributes[parent]
  const isParent = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
  return [attributes[name], isParent ? (inner as Record<string, unknown>)[child] : undefined]
}

function usable(value: unknown, words: DescriptorRule['words']): string | null {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return null
  const text = String(value)
  if (words === null) return typeof value === 'boolean' ? null : text
  if (words.true.includes(text.toLowerCase())) return 'true'
  return words.false.includes(text.toLowerCase()) ? 'false' : null
}

function firstDescribed(sessions: readonly FoundSession[]): SessionDescriptors {
  const earliest = sessions.toSorted((a, b) =>
    a.first_timestamp === b.first_timestamp
      ? a.session_id < b.session_id
        ? -1
        : 1
      : a.first_timestamp < b.first_timestamp
        ? -1
        : 1,
  )
  const values = descriptors.map((descriptor) => [
    descriptor,
    earliest.slice(0, 5).find((session) => session[descriptor] !== null)?.[descriptor] ?? null,
  ])
  return Object.fromEntries(values) as SessionDescriptors
}

/** The agent of each session: its name, or else its id. */
export function recountAgents(events: readonly NewEvent[]): (session_id: string) => string | null {
  const sessions = new Map(recountSessions(events).map((session) => [session.session_id, session]))
  return (session_id) => sessions.get(session_id)?.agent_name ?? sessions.get(session_id)?.agent_id ?? null
}
