import type { StreamMessage } from '@occur/client/protocol'
import { addressOf, type Query } from './api.ts'
import type { KnownEvent } from './events.ts'
import { parseAnswer } from './json.ts'

/**
 * How a live stream is doing. `lost` still tries, only less often: a server that comes back is found again.
 * `asleep` is a tab that nobody looks at; a browser has six connections to a server and this one is needed elsewhere.
 */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'lost' | 'asleep'

export interface StreamHandlers {
  onEvent(event: KnownEvent): void
  /** What was stored when the stream was opened has been sent; called once. */
  onCaughtUp(): void
  onConnection(connection: Connection): void
}

export interface EventStream {
  /** Tries again at once instead of when it is due. */
  retry(): void
  close(): void
}

type StreamData = { [Message in StreamMessage as Message['event']]: Message['data'] }

const retryMsMin = 500
const retryMsMax = 10_000
/** So many failed attempts in a row and the connection is called lost. */
const attemptsUntilLost = 4
const hiddenMsMax = 30_000

/**
 * Every event that is committed from now on and fits the query, until closed. It comes back after the last cursor by
 * itself, so nothing is missed and nothing comes twice, and it does not leave that to the browser: a browser that has not
 * seen an event yet would come back without a cursor.
 */
export function openStream(query: Query, handlers: StreamHandlers): EventStream {
  let source: EventSource | undefined
  let cursor: string | undefined
  let isCaughtUp = false
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  connect()
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', retry)
  return { retry, close }

  function connect(): void {
    disconnect()
    source = new EventSource(addressOf('/api/v1/events/stream', { ...query, after: cursor }))
    source.onopen = () => {
      attempts = 0
      handlers.onConnection('live')
    }
    source.onerror = () => {
      attempts += 1
      handlers.onConnection(attempts >= attemptsUntilLost ? 'lost' : 'reconnecting')
      comeBackIn(Math.min(retryMsMax, retryMsMin * 2 ** (attempts - 1)))
    }
    on('event', (event, id) => {
      cursor = id || event.cursor
      handlers.onEvent(event as unknown as KnownEvent)
    })
    on('caught-up', (data) => {
      cursor ??= data.cursor
      if (!isCaughtUp) handlers.onCaughtUp()
      isCaughtUp = true
    })
    on('goodbye', ({ retry_ms }) => {
      handlers.onConnection('reconnecting')
      comeBackIn(retry_ms)
    })
    if (document.visibilityState === 'hidden') sleepSoon()
  }

  function on<Name extends keyof StreamData>(name: Name, take: (data: StreamData[Name], id: string) => void): void {
    source?.addEventListener(name, (message: MessageEvent<string>) => {
      take(parseAnswer(message.data) as StreamData[Name], message.lastEventId)
    })
  }

  function comeBackIn(ms: number): void {
    disconnect()
    timer = setTimeout(connect, ms)
  }

  function onVisibility(): void {
    if (document.visibilityState === 'hidden') sleepSoon()
    else if (source === undefined) retry()
    else clearTimeout(timer)
  }

  function sleepSoon(): void {
    if (source === undefined) return
    timer = setTimeout(() => {
      disconnect()
      handlers.onConnection('asleep')
    }, hiddenMsMax)
  }

  function retry(): void {
    if (isClosed || source?.readyState === EventSource.OPEN) return
    handlers.onConnection('connecting')
    connect()
  }

  function disconnect(): void {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }

  function close(): void {
    isClosed = true
    disconnect()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', retry)
  }
}
