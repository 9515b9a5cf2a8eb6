import { isUtf8 } from 'node:buffer'
import { eventFields, type FieldProblem, serverFields } from '@occur/client/protocol'
import { agentSaid } from '../event/agent-said.ts'
import { type ParsedEvent, saysFailed, type TextField } from '../event/event.ts'
import { leavesText } from '../event/leaves.ts'
import { parseTimestamp } from '../event/timestamp.ts'
import { objectShape } from './json-slices.ts'

export interface EventLimits {
  eventBytesMax: number
  /** How deep attributes may nest. */
  depthMax: number
  /** Of every field that is an id or a name: all texts but `description`. */
  idBytesMax: number
}

/** The one judgement of an event, whatever door it came through: checked in full, or every problem that it has. */
export type Judged = { event: ParsedEvent } | { problems: FieldProblem[] }

/**
 * Judges the JSON text of one event. All that the engine, or a reader of the stored event, might trip over is refused
 * here, so that an accepted event is stored and comes back equal:
 *
 * - text that is not UTF-8, or that names half a character (`\ud800`): no reader could be given it;
 * - a field written twice: nobody can say which was meant (inside attributes it is the sender's own affair, kept as is);
 * - nesting beyond the limit, timestamps that the store cannot hold, fields that do not exist.
 *
 * Numbers in attributes are not judged: they come back as they were written, `1e400` and 30 digits included.
 */
export function parseEvent(bytes: Buffer, limits: EventLimits): Judged {
  if (bytes.length > limits.eventBytesMax) {
    return whole(`is larger than ${limits.eventBytesMax.toLocaleString('en')} bytes, the most that an event may have`)
  }
  if (!isUtf8(bytes)) return whole('is not UTF-8 text')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return whole(`is not JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return whole(`is ${kindOf(value)}; an event is a JSON object`)
  }
  return judgeFields(value as Record<string, unknown>, text, limits)
}

function judgeFields(value: Record<string, unknown>, text: string, limits: EventLimits): Judged {
  const problems: FieldProblem[] = []
  const report = (field: string, message: string) => void problems.push({ field, message })

  const shape = objectShape(text, 'attributes')
  const keys = Object.keys(value)
  if (shape.memberCount !== keys.length) problems.push({ field: null, message: 'has a field that is written twice' })
  const unknown = keys.filter((key) => !knownFields.has(key))
  for (const key of unknown.slice(0, unknownListedMax)) report(shorten(key), unknownField(key))
  if (unknown.length > unknownListedMax) {
    problems.push({ field: null, message: `has ${unknown.length - unknownListedMax} more fields that no event has` })
  }

  // Only an escape can name half a character in text that is UTF-8.
  const mayHoldHalves = text.includes('\\u')
  const judgedText = (field: TextField | 'event_id', member: unknown) =>
    judgeText(field, member, mayHoldHalves, limits, report)
  const timestamp = judgeTimestamp(value.timestamp, report)
  const event_id = judgedText('event_id', value.event_id)
  const attributes = judgeAttributes(value.attributes, shape, mayHoldHalves, limits, report)
  // Only then is it certain that what they hold can be walked through.
  const known = attributes !== null && problems.length === 0 && isObject(value.attributes) ? value.attributes : {}
  // Field by field rather than in a loop: this is done for every event there is, and a loop takes a tenth longer.
  const event: ParsedEvent = {
    timestamp,
    event_id,
    attributes,
    failed: saysFailed(known),
    leaves: leavesText(known, attributes ?? ''),
    agent: '',
    session_id: judgedText('session_id', value.session_id),
    conversation_id: judgedText('conversation_id', value.conversation_id),
    source: judgedText('source', value.source),
    source_id: judgedText('source_id', value.source_id),
    category: judgedText('category', value.category),
    type: judgedText('type', value.type),
    user_id: judgedText('user_id', value.user_id),
    description: judgedText('description', value.description),
  }
  if (attributes !== null) event.agent = agentSaid(event, known, attributes)
  if (event.event_id === '') report('event_id', 'is empty; leave it out and the server makes one')
  return problems.length > 0 ? { problems } : { event }
}

const knownFields = new Set<string>([...eventFields, ...serverFields])
/** An event of nothing but unknown fields must not make an answer, and a reject, many times its size. */
const unknownListedMax = 20

function judgeTimestamp(value: unknown, report: (field: string, message: string) => void): bigint {
  if (typeof value === 'string') {
    const timestamp = parseTimestamp(value)
    if (typeof timestamp === 'bigint') return timestamp
    report('timestamp', timestamp)
  } else if (value === undefined || value === null) {
    report('timestamp', 'is missing; every event says when it occurred')
  } else {
    report('timestamp', `is ${kindOf(value)}; write it as RFC 3339 text, for instance "2026-03-02T14:06:54.206Z"`)
  }
  return 0n
}

function judgeText(
  field: TextField | 'event_id',
  value: unknown,
  mayHoldHalves: boolean,
  limits: EventLimits,
  report: (field: string, message: string) => void,
): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') {
    report(field, `is ${kindOf(value)}; it must be text or null`)
    return null
  }
  if (mayHoldHalves && !value.isWellFormed()) report(field, halfCharacter)
  // A UTF-16 unit is at most three bytes, which settles nearly every id without counting.
  if (field !== 'description' && value.length * 3 > limits.idBytesMax && Buffer.byteLength(value) > limits.idBytesMax) {
    report(field, `is longer than ${limits.idBytesMax} bytes`)
  }
  return value
}

function judgeAttributes(
  value: unknown,
  shape: { memberText: string | undefined; memberDepth: number },
  mayHoldHalves: boolean,
  limits: EventLimits,
  report: (field: string, message: string) => void,
): string | null {
  if (value === undefined || value === null) return null
  if (!isObject(value) || shape.memberText === undefined) {
    report('attributes', `is ${kindOf(value)}; it must be a JSON object or null`)
    return null
  }
  if (shape.memberDepth > limits.depthMax) {
    report('attributes', `nests ${shape.memberDepth} deep; the most is ${limits.depthMax}`)
    return null
  }
  if (mayHoldHalves && !isWellFormed(value)) report('attributes', halfCharacter)
  return onOneLine(shape.memberText)
}

/** Readers get events one a line. A raw line break or tab is never inside a JSON text, so it is only layout. */
function onOneLine(json: string): string {
  return /[\n\r\t]/.test(json) ? json.replace(/[\n\r\t] */g, '') : json
}

const halfCharacter =
  'holds half of a character (a lone surrogate such as \\ud83d); text was probably cut in the middle of an emoji'

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner))
}

function unknownField(name: string): string {
  return `is not a field of an event; put ${name.length > 40 ? 'it' : `"${name}"`} into attributes (the fields are ${eventFields.join(', ')}, event_id)`
}

function shorten(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name
}

function whole(message: string): Judged {
  return { problems: [{ field: null, message }] }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
