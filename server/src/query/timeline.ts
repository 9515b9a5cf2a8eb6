import type { Timeline, TimelineEvent } from '@occur/client/protocol'
import { isTransfer, type StoredEvent } from '../event/event.ts'
import { plain } from '../event/plain-name.ts'
import { formatTimestamp, type TimestampNs } from '../event/timestamp.ts'
import { type Said, said } from './said.ts'
import {
  durationNames,
  langNames,
  requestNames,
  resultNames,
  textNames,
  timelineKind,
  toolCallIdNames,
  toolNames,
  turnNames,
} from './timeline-kinds.ts'

/** What happened in a session, from its events in order of time. Which event becomes what: see `timelineKind`. */
export function timelineOf(
  session: { session_id: string; start: TimestampNs },
  events: readonly StoredEvent[],
): Timeline {
  const lines: TimelineEvent[] = []
  const openCalls = new Map<string, OpenCall>()
  let turn: number | undefined
  for (const event of events) {
    const attributes = said(event.attributes)
    const kind = timelineKind(event, attributes)
    const common = commonOf(event, session.start)
    if (kind.kind === 'transcript') {
      turn = turnOf(attributes) ?? (turn === undefined ? 0 : turn + 1)
      lines.push({
        kind: 'transcript',
        ...common,
        turn_index: turn,
        source: kind.speaker,
        ...spokenOf(event, attributes),
      })
    } else if (kind.kind === 'latency') {
      lines.push({ kind: 'latency', ...common, ...withTurn(turn), ...restOf(event, attributes) })
    } else {
      const call = callOf(event, attributes)
      const id = attributes.text(...toolCallIdNames)
      const open = id === undefined ? undefined : openCalls.get(id)
      if (open && answers(call, open.line)) {
        openCalls.delete(id as string)
        complete(open, event, call)
        continue
      }
      const line: TimelineEvent = { kind: 'tool', ...common, ...withTurn(turn), ...call }
      lines.push(line)
      if (id !== undefined) openCalls.set(id, { line, timestamp: event.timestamp })
    }
  }
  return { session_id: session.session_id, session_start: formatTimestamp(session.start), events: lines }
}

/** From the start of the session: `MM:SS`, from one hour on `HH:MM:SS`. */
export function offsetOf(timestamp: TimestampNs, start: TimestampNs): string {
  const seconds = Number((timestamp - start) / 1_000_000_000n)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const minutesAndSeconds = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
  return seconds < 3600 ? minutesAndSeconds : `${two(seconds / 3600)}:${minutesAndSeconds}`
}

function commonOf(event: StoredEvent, start: TimestampNs) {
  return {
    timestamp: formatTimestamp(event.timestamp),
    offset: offsetOf(event.timestamp, start),
    event_id: event.event_id,
    event_type: event.type,
    is_transfer: isTransfer(event.type),
  }
}

function withTurn(turn: number | undefined) {
  return turn === undefined ? {} : { turn_index: turn }
}

function turnOf(attributes: Said): number | undefined {
  const turn = attributes.number(...turnNames)
  return turn !== undefined && Number.isSafeInteger(turn) && turn >= 0 ? turn : undefined
}

function spokenOf(event: StoredEvent, attributes: Said) {
  const lang = attributes.text(...langNames)
  return {
    text: attributes.text(...textNames) ?? event.description ?? '',
    ...(lang !== undefined && { lang }),
    ...durationOf(attributes),
  }
}

const factsMax = 8

/** The rest keeps its category, and its description or type says what it was. */
function restOf(event: StoredEvent, attributes: Said) {
  const category = event.category ?? (plain(event.source) === 'llm-prompt' ? 'llm' : null)
  const label = event.description ?? event.type ?? event.source_id
  const metadata = attributes.facts(factsMax)
  return {
    ...(category !== null && { category }),
    ...(label !== null && { label }),
    ...(metadata.length > 0 && { metadata }),
    ...durationOf(attributes),
  }
}

type Call = Pick<
  TimelineEvent,
  'category' | 'label' | 'duration_ms' | 'tool_request' | 'tool_result' | 'tool_error' | 'is_transfer'
>

interface OpenCall {
  line: TimelineEvent
  timestamp: TimestampNs
}

function callOf(event: StoredEvent, attributes: Said): Call {
  const request = attributes.json(...requestNames)
  const result = attributes.json(...resultNames)
  const error = attributes.failed ? errorOf(attributes, result) : undefined
  const label = event.source_id ?? attributes.text(...toolNames) ?? event.type ?? event.description
  return {
    category: event.category ?? 'tool',
    ...(label !== null && { label }),
    ...(request !== undefined && { tool_request: request }),
    // A result that says what went wrong is shown as the error, once.
    ...(result !== undefined && result !== error && { tool_result: result }),
    ...(error !== undefined && { tool_error: error }),
    ...durationOf(attributes),
    is_transfer: isTransfer(event.type),
  }
}

function errorOf(attributes: Said, result: string | undefined): string {
  const error = attributes.json('error')
  const saysNothing = error === undefined || error === '""' || error === 'false' || error === 'true'
  return saysNothing ? (result ?? error ?? '"failed"') : error
}

/** Some senders report a call when it begins and again when it ends. The second is what the first still lacks. */
function answers(call: Call, line: TimelineEvent): boolean {
  const isOpen = line.tool_result === undefined && line.tool_error === undefined
  const isAnswer = call.tool_result !== undefined || call.tool_error !== undefined
  const isSameCall = call.tool_request === undefined || call.tool_request === line.tool_request
  return isOpen && isAnswer && isSameCall
}

function complete({ line, timestamp }: OpenCall, end: StoredEvent, call: Call): void {
  if (call.tool_result !== undefined) line.tool_result = call.tool_result
  if (call.tool_error !== undefined) line.tool_error = call.tool_error
  line.duration_ms = call.duration_ms ?? line.duration_ms ?? Number(end.timestamp - timestamp) / 1e6
  line.is_transfer ||= call.is_transfer
}

function durationOf(attributes: Said) {
  const duration_ms = attributes.number(...durationNames)
  return duration_ms !== undefined && Number.isFinite(duration_ms) ? { duration_ms } : {}
}
