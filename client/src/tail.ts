import { OccurError } from './error.ts'
import type { ListQuery, StoredEvent, StreamMessage } from './protocol.ts'
import type { Requester } from './request.ts'
import { serverSentEvents } from './server-sent-events.ts'

export interface TailOptions
  extends Pick<ListQuery, 'search_fields' | 'search_field_values' | 'q' | 'start_datetime' | 'end_datetime'> {
  /** Begin after this cursor. Without one: from now. */
  after?: string | undefined
  /** Ends the tail, without an error. */
  signal?: AbortSignal | undefined
  /** Told, in order with the events, how the connection fares. */
  onStatus?: (status: TailStatus) => void
}

export type TailStatus =
  /** All that was stored has been seen; from here on events come as they happen. */
  | { state: 'live'; cursor: string }
  /** The connection broke or was refused for now; nothing is lost, since the next one resumes at the last cursor. */
  | { state: 'reconnecting'; reason: string; delayMs: number }

const firstDelayMs = 500
const delayMsMax = 5_000
/** The server sends a heartbeat every 15 s, so this much silence is a dead connection. */
const silenceMsMax = 60_000

/** Events as they are stored, without gap or repeat, through every reconnect. Throws only what trying again cannot mend. */
export async function* tail(requester: Requester, options: TailOptions): AsyncGenerator<StoredEvent> {
  const { signal, onStatus, after, ...query } = options
  let cursor = after
  let failures = 0
  while (!signal?.aborted) {
    let retryMs: number | undefined
    let reason = 'the server ended the connection'
    try {
      for await (const message of messages(requester, { ...query, after: cursor }, signal)) {
        failures = 0
        if (message.event === 'event') {
          cursor = message.data.cursor
          yield message.data
        } else if (message.event === 'caught-up') {
          cursor = message.data.cursor
          onStatus?.({ state: 'live', cursor })
        } else if (message.event === 'passed') {
          cursor = message.data.cursor
        } else {
          retryMs = message.data.retry_ms
          reason = message.data.reason
        }
      }
    } catch (error) {
      if (signal?.aborted) return
      if (!(error instanceof OccurError) || !error.isPassing) throw error
      reason = error.detail
      if (error.retryAfterSeconds !== null) retryMs = error.retryAfterSeconds * 1000
    }
    if (signal?.aborted) return
    const delayMs = retryMs ?? backoffMs(failures++)
    onStatus?.({ state: 'reconnecting', reason, delayMs })
    await slept(delayMs, signal)
  }
}

/** Not a message: the server has come this far, and nothing on the way passed the filter. */
interface Passed {
  event: 'passed'
  data: { cursor: string }
}

/** The messages of one connection, until it ends or breaks. */
async function* messages(
  requester: Requester,
  query: object,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamMessage | Passed> {
  // Also aborted when we leave early or hear nothing, so that no connection stays behind.
  const connection = new AbortController()
  const leave = () => connection.abort(signal?.reason)
  signal?.addEventListener('abort', leave)
  if (signal?.aborted) leave()
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(() => connection.abort(new OccurError(null, 'The connection fell silent')), silenceMsMax)
  }
  try {
    heard()
    const response = await requester.open({
      path: '/api/v1/events/stream',
      query,
      headers: { Accept: 'text/event-stream' },
      signal: connection.signal,
    })
    if (!response.body) return
    for await (const sent of serverSentEvents(response.body)) {
      heard()
      const { event, data, id } = sent
      if (data === null) {
        if (id) yield { event: 'passed', data: { cursor: id } }
        continue
      }
      // Kinds that a newer server may add are passed over.
      if (event !== 'event' && event !== 'caught-up' && event !== 'goodbye') continue
      // While our own reader takes its time, the silence is not the server's.
      clearTimeout(silence)
      yield { event, data: requester.parse(data) } as StreamMessage
      heard()
    }
  } catch (error) {
    if (error instanceof OccurError || signal?.aborted) throw error
    throw new OccurError(null, 'The connection broke', { cause: error })
  } finally {
    clearTimeout(silence)
    signal?.removeEventListener('abort', leave)
    connection.abort()
  }
}

/** Doubles with each failure in a row; the random part keeps many readers from coming back in step. */
function backoffMs(failures: number): number {
  const fullMs = Math.min(delayMsMax, firstDelayMs * 2 ** failures)
  return fullMs / 2 + Math.random() * (fullMs / 2)
}

function slept(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal?.addEventListener('abort', wake)
    if (signal?.aborted) wake()
  })
}
