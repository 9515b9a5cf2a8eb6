import { eventFields, type Page } from '@occur/client/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { request } from './api.ts'
import type { ListedEvent } from './events.ts'
import { arrived, emptyBuffer, type LiveBuffer, paused, resumed, withEarlier } from './live-buffer.ts'
import type { Search } from './search.ts'
import { type Connection, type EventStream, openStream } from './stream.ts'

/** Everything that the live screen shows, at one moment. */
export interface LiveView {
  buffer: LiveBuffer
  connection: Connection
  /** Arrivals in each of the last whole seconds since it was opened, oldest first. */
  perSecond: readonly number[]
  /** True once it is known what happened before. */
  isReady: boolean
  /** Why what happened before could not be had. */
  error: unknown
}

export interface LiveFeed {
  subscribe(listener: () => void): () => void
  view(): LiveView
  pause(): void
  resume(): void
  retry(): void
}

const secondsCount = 60
const earlierCount = 200
/** Arrivals are shown together, ten times a second: more often is not read, only paid for. */
const flushMs = 100
/** Where every row is another one each time, four times a second. */
const crowdFlushMs = 250

/** The live feed of a filter, kept while somebody looks at it. */
export function useLiveFeed({ q }: Pick<Search, 'q'>): LiveFeed & LiveView {
  const [feed, setFeed] = useState(() => createLiveFeed(q))
  useEffect(() => {
    const opened = createLiveFeed(q)
    setFeed(opened)
    return opened.open()
  }, [q])
  return { ...feed, ...useSyncExternalStore(feed.subscribe, feed.view) }
}

function createLiveFeed(q: string | undefined): LiveFeed & { open(): () => void } {
  const query = { q }
  const listeners = new Set<() => void>()
  let view: LiveView = {
    buffer: emptyBuffer,
    connection: 'connecting',
    perSecond: [],
    isReady: false,
    error: undefined,
  }
  let waiting: ListedEvent[] = []
  let thisSecondCount = 0
  let flushing: ReturnType<typeof setTimeout> | undefined
  let stream: EventStream | undefined

  return {
    open,
    view: () => view,
    pause: () => show({ buffer: paused(flushed()) }),
    resume: () => show({ buffer: resumed(flushed()) }),
    retry: () => stream?.retry(),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  function open(): () => void {
    const left = new AbortController()
    // First follow, then look back: what is committed in between comes both ways and is shown once.
    stream = openStream(query, {
      onEvent(event) {
        waiting.push(event)
        thisSecondCount += 1
        flushing ??= setTimeout(() => show({ buffer: flushed() }), view.buffer.isCrowd ? crowdFlushMs : flushMs)
      },
      onCaughtUp: () => lookBack(left.signal),
      onConnection(connection) {
        show({ connection })
        if (connection === 'reconnecting' && !view.isReady) void lookBack(left.signal)
      },
    })
    const ticking = setInterval(() => {
      show({ perSecond: [...view.perSecond, thisSecondCount].slice(-secondsCount) })
      thisSecondCount = 0
    }, 1000)
    return () => {
      left.abort()
      stream?.close()
      clearInterval(ticking)
      clearTimeout(flushing)
    }
  }

  async function lookBack(left: AbortSignal): Promise<void> {
    try {
      const page = await request<Page<ListedEvent>>('/api/v1/events/', {
        query: { ...query, limit: earlierCount, total: false, fields: [...eventFields, 'event_id'] },
        signal: left,
      })
      if (!view.isReady) show({ buffer: withEarlier(flushed(), page.items), isReady: true, error: undefined })
    } catch (error) {
      if (!left.aborted) show({ error })
    }
  }

  function flushed(): LiveBuffer {
    clearTimeout(flushing)
    flushing = undefined
    const events = waiting
    waiting = []
    return events.length === 0 ? view.buffer : arrived(view.buffer, events)
  }

  function show(change: Partial<LiveView>): void {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }
}
