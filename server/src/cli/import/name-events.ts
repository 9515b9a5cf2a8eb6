import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { membersOf } from '../json-text.ts'
import { createOccurrences } from './occurrences.ts'
import { isSpace } from './split-lines.ts'

/** So many different texts are remembered to tell the second of two identical ones from the first. */
export const identicalTextsMax = 1_000_000

/**
 * Gives every event without an `event_id` one that is derived from its text, so that sending the same source again
 * stores nothing twice. Identical texts are told apart by counting them. The id is written into the text; not a byte
 * of the rest is touched. What is not a JSON object is left as it is, for the server to refuse and keep.
 */
export function createNamer(): (text: Buffer) => Buffer {
  const occurrences = createOccurrences(identicalTextsMax)
  return (text) => {
    const event = objectIn(text)
    if (event === undefined || (event.event_id !== undefined && event.event_id !== null)) return text
    const digest = hash('sha256', text, 'buffer')
    // A collision of this short fingerprint costs nothing: the count is the same in every run.
    const occurrence = occurrences.count(digest.readUIntBE(0, 6))
    return placeEventId(text, derivedId(digest, occurrence), Object.hasOwn(event, 'event_id'))
  }
}

function objectIn(text: Buffer): Record<string, unknown> | undefined {
  // Decoding would repair what is not UTF-8, and the server could no longer see it.
  if (!isUtf8(text)) return undefined
  try {
    const value: unknown = JSON.parse(text.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** 128 bits of the hash; the first occurrence has no number. */
function derivedId(digest: Buffer, occurrence: number): string {
  const name = `text-${digest.toString('base64url', 0, 16)}`
  return occurrence === 1 ? name : `${name}-${occurrence}`
}

/** The text of a JSON object with this `event_id` in it: in the place of its null where it has that, else in front. */
function placeEventId(text: Buffer, eventId: string, hasNull: boolean): Buffer {
  const id = JSON.stringify(eventId)
  if (hasNull) return replaceEventId(text.toString(), id)
  const brace = text.indexOf('{')
  let next = brace + 1
  while (isSpace(text[next] as number)) next++
  const comma = text[next] === '}'.charCodeAt(0) ? '' : ','
  return Buffer.concat([text.subarray(0, brace + 1), Buffer.from(`"event_id":${id}${comma}`), text.subarray(brace + 1)])
}

function replaceEventId(text: string, id: string): Buffer {
  // The last one, as parsers have it, should there be several.
  const span = membersOf(text).findLast(({ key }) => key === 'event_id')?.value
  if (!span) throw new Error('This event has no event_id to replace')
  return Buffer.from(`${text.slice(0, span.start)}${id}${text.slice(span.end)}`)
}
