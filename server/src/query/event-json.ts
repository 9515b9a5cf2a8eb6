import { type EventField, eventFields, type ServerField, serverFields } from '@occur/client/protocol'
import { encodePosition, positionOf } from '../event/cursor.ts'
import type { StoredEvent } from '../event/event.ts'
import { formatTimestamp } from '../event/timestamp.ts'

export type AnswerField = EventField | ServerField

/** Every field that an event can be answered with, in the order in which they are answered. */
export const answerFields: readonly AnswerField[] = [...eventFields, ...serverFields]

/**
 * The JSON text of an event with these fields. Text rather than an object, because attributes are answered exactly as
 * they came, and no double holds a number of 30 digits.
 */
export function eventJson(event: StoredEvent, fields: readonly AnswerField[] = answerFields): string {
  return `{${fields.map((field) => `"${field}":${fieldJson(event, field)}`).join(',')}}`
}

function fieldJson(event: StoredEvent, field: AnswerField): string {
  switch (field) {
    case 'timestamp':
    case 'received_at':
      return `"${formatTimestamp(event[field])}"`
    case 'attributes':
      return event.attributes ?? 'null'
    case 'cursor':
      return `"${encodePosition(positionOf(event))}"`
    default:
      return JSON.stringify(event[field])
  }
}
