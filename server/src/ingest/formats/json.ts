import { AppError } from '../../event/errors.ts'
import { arrayElements } from '../json-slices.ts'
import type { RawEvent } from '../raw-event.ts'

const eventsPerStep = 1000

/**
 * A JSON body: one event, or an array of them. A body that is neither is judged as one event, and refused as one. An
 * array whose brackets do not fit, or that is too long, is refused before anything of it is taken.
 */
export function jsonEvents(body: Buffer, eventsMax: number): Iterable<RawEvent[]> {
  return isArray(body) ? inSteps(elements(body, eventsMax)) : [[{ bytes: body }]]
}

function elements(body: Buffer, eventsMax: number): Buffer[] {
  const found: Buffer[] = []
  try {
    for (const element of arrayElements(body)) {
      if (found.length === eventsMax) throw tooMany(eventsMax)
      found.push(element)
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new AppError('invalid', `The body is not a JSON array: ${error.message}`)
  }
  return found
}

function* inSteps(found: readonly Buffer[]): Generator<RawEvent[]> {
  for (let at = 0; at < found.length; at += eventsPerStep) {
    yield found.slice(at, at + eventsPerStep).map((bytes) => ({ bytes }))
  }
}

function isArray(body: Buffer): boolean {
  let at = 0
  while (at < body.length && body[at]! <= 0x20) at++
  return body[at] === 0x5b
}

function tooMany(eventsMax: number): AppError {
  return new AppError(
    'too_large',
    `The array has more than ${eventsMax.toLocaleString('en')} events; send it in parts, or as NDJSON, which has no such limit`,
  )
}
