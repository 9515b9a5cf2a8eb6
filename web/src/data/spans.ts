import type { Kind, KnownEvent } from './events.ts'
import { msOf } from './time.ts'

/** An event in a session, in milliseconds from the session's first event. */
export interface Placed {
  event: KnownEvent
  kind: Kind
  /** What its timestamp says. */
  offsetMs: number
}

export interface Span extends Placed {
  fromMs: number
  toMs: number
}

/**
 * From when to when each event went on.
 *
 * Whoever says how a call came out says it when the call is done, so `duration_ms` beside a result, an error or `ok` ends at
 * the timestamp; without any of them it begins there. `started_at` says it outright. A request and its answer that come
 * as two events are one span, of the request, if both name the same `tool_call_id`.
 */
export function spansOf(placed: readonly Placed[]): Span[] {
  const spans: Span[] = []
  const asked = new Map<string, Span>()
  for (const { event, kind, offsetMs } of placed) {
    const span: Span = { event, kind, offsetMs, fromMs: offsetMs, toMs: offsetMs }
    spans.push(span)
    if (kind === 'user' || kind === 'agent' || kind === 'session') continue
    const { duration_ms, started_at, tool_call_id } = event.attributes ?? {}
    const startedMs = typeof started_at === 'string' ? msOf(started_at) - msOf(event.timestamp) : Number.NaN
    if (startedMs < 0) span.fromMs += startedMs
    else if (typeof duration_ms === 'number' && duration_ms > 0) {
      if (kind === 'prompt' || isDone(event)) span.fromMs -= duration_ms
      else span.toMs += duration_ms
    } else if (typeof tool_call_id === 'string') {
      const request = asked.get(tool_call_id)
      if (request === undefined) asked.set(tool_call_id, span)
      else if (request.toMs < offsetMs) request.toMs = offsetMs
    }
  }
  return spans
}

function isDone({ attributes }: KnownEvent): boolean {
  const { ok, result, error, output, response } = attributes ?? {}
  return [ok, result, error, output, response].some((value) => value !== undefined && value !== null)
}
