import { useEffect, useState, useSyncExternalStore } from 'react'
import { request } from './api.ts'
import type { KnownEvent } from './events.ts'
import { merged } from './merge-events.ts'
import { type Connection, type EventStream, openStream } from './stream.ts'

/** A session's events, all of them and in order, as they are known at one moment. */
export interface SessionView {
  events: readonly KnownEvent[]
  connection: Connection
  /** True once everything stored has been read. */
  isWhole: boolean
  error: unknown
}

/** The first events are there at once, however long the session is; the rest in as few pages as the server gives. */
const pageCounts = { first: 200, more: 1000 }
const flushMs = 100

/** All events of a session, and those that come while somebody looks at it. */
export function useSessionFeed(sessionId: string): SessionView & { retry(): void } {
  const [feed, setFeed] = useState(() => createSessionFeed(sessionId))
  useEffect(() => {
    const opened = createSessionFeed(sessionId)
    setFeed(opened)
    return opened.open()
  }, [sessionId])
  return { ...useSyncExternalStore(feed.subscribe, feed.view), retry: feed.retry }
}

function createSessionFeed(sessionId: string) {
  const listeners = new Set<() => void>()
  let view: SessionView = { events: [], connection: 'connecting', isWhole: false, error: undefined }
  let waiting: KnownEvent[] = []
  let flushing: ReturnType<typeof setTimeout> | undefined
  let stream: EventStream | undefined
  let left = new AbortController()

  return {
    open,
    view: () => view,
    retry() {
      show({ error: undefined })
      stream?.retry()
      void readAll()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  function open(): () => void {
    left = new AbortController()
    // Followed before it is read, so that what is committed meanwhile comes at least one way.
    stream = openStream(
      { search_fields: ['session_id'], search_field_values: [sessionId] },
      { onEvent: take, onCaughtUp: readAll, onConnection },
    )
    return () => {
      left.abort()
      stream?.close()
      clearTimeout(flushing)
    }
  }

  function take(event: KnownEvent): void {
    waiting.push(event)
    flushing ??= setTimeout(() => {
      flushing = undefined
      const events = waiting
      waiting = []
      show({ events: merged(view.events, events) })
    }, flushMs)
  }

  /** Without a stream a session can still be read. */
  function onConnection(connection: Connection): void {
    show({ connection })
    if (connection === 'reconnecting' && view.events.length === 0) void readAll()
  }

  async function readAll(): Promise<void> {
    try {
      let cursor: string | undefined
      do {
        const page: { items: KnownEvent[]; next_cursor: string | null } = await request(
          `/api/v1/sessions/${encodeURIComponent(sessionId)}/events`,
          { query: { limit: cursor === undefined ? pageCounts.first : pageCounts.more, cursor }, signal: left.signal },
        )
        show({ events: merged(view.events, page.items) })
        cursor = page.next_cursor ?? undefined
      } while (cursor !== undefined)
      show({ isWhole: true, error: undefined })
    } catch (error) {
      if (!left.signal.aborted) show({ error })
    }
  }

  function show(change: Partial<SessionView>): void {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }
}
