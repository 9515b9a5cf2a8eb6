import { AppError } from './errors.ts'
import type { TimestampNs } from './timestamp.ts'

/**
 * A place in the order of commits: for each writer the last number seen. Each Occur node is one writer and numbers its
 * commits, so within a writer the order of commits is the order of numbers, and no reader ever finds a new event
 * behind its position. A writer that is not named has not been read at all: its position is 0, "before everything".
 */
export type Position = ReadonlyMap<number, number>

/** The position of one event in a log of one writer. */
export function positionOf(event: { writer: number; seq: number }): Position {
  return new Map([[event.writer, event.seq]])
}

/** The opaque text of a position, as `cursor` of an event and as `id` of the live tail. */
export function encodePosition(position: Position): string {
  return encode('p', [...position].map(([writer, seq]) => `${writer}.${seq}`).join('_'))
}

export function decodePosition(cursor: string): Position {
  const parts = decode('p', cursor)
    .split('_')
    .map((part) => /^(\d{1,5})\.(\d{1,15})$/.exec(part))
  return new Map(parts.map((match) => (match ? [Number(match[1]), Number(match[2])] : refuse(cursor))))
}

/** A place in a list that is sorted by one key, ties by event id: what comes next begins after it. */
export interface PageKey {
  timestamp: TimestampNs
  event_id: string
}

/** The opaque text of a place in a list of events, answered as `next_cursor`. */
export function encodePageKey(key: PageKey): string {
  return encode('k', `${key.timestamp}.${key.event_id}`)
}

export function decodePageKey(cursor: string): PageKey {
  const { timestamp, id } = decodeInstantAndId('k', cursor)
  return id === '' ? refuse(cursor) : { timestamp, event_id: id }
}

/** A place in a list of sessions that is sorted by their start, ties by session id. */
export interface SessionKey {
  first_timestamp: TimestampNs
  session_id: string
}

/** The opaque text of a place in a list of sessions, answered as `next_cursor`. */
export function encodeSessionKey(key: SessionKey): string {
  return encode('s', `${key.first_timestamp}.${key.session_id}`)
}

export function decodeSessionKey(cursor: string): SessionKey {
  const { timestamp, id } = decodeInstantAndId('s', cursor)
  return { first_timestamp: timestamp, session_id: id }
}

function decodeInstantAndId(kind: string, cursor: string): { timestamp: TimestampNs; id: string } {
  const [, instant, id] = /^(-?\d{1,19})\.(.*)$/s.exec(decode(kind, cursor)) ?? []
  if (instant === undefined || id === undefined) return refuse(cursor)
  const timestamp = BigInt(instant)
  return timestamp === BigInt.asIntN(64, timestamp) ? { timestamp, id } : refuse(cursor)
}

/** The first letter says what kind of cursor it is, so that one is never mistaken for the other. */
function encode(kind: string, text: string): string {
  return kind + Buffer.from(text).toString('base64url')
}

function decode(kind: string, cursor: string): string {
  if (cursor[0] !== kind) return refuse(cursor)
  return Buffer.from(cursor.slice(1), 'base64url').toString()
}

function refuse(cursor: string): never {
  const shown = cursor.length > 80 ? `${cursor.slice(0, 80)}…` : cursor
  throw new AppError('invalid', `cursor: "${shown}" is not one that this list gave; leave it out to start anew`)
}
