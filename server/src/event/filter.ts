import type { Filter } from '@occur/client/filter'
import { type EventField, eventFields, type Json } from '@occur/client/protocol'
import type { TextField } from './event.ts'
import { parseTimestamp, type TimestampNs } from './timestamp.ts'

/** Which events are meant: those that pass all of this. Whoever asks names the project beside it. */
export interface EventFilter {
  /** Inclusive. */
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
  conditions: readonly Condition[]
  /** What the filter language says beside all that. */
  asked?: Asked
}

/** A filter of the language. Its relative times are relative to `now`. */
export interface Asked {
  filter: Filter
  now: TimestampNs
}

/** Any of the values of one field. */
export type Condition =
  | { field: 'timestamp'; anyOf: readonly TimestampNs[] }
  /** Exactly. */
  | { field: Exclude<TextField, 'description'>; anyOf: readonly string[] }
  /** Anywhere in it, in upper or lower case. */
  | { field: 'description'; anyOf: readonly string[] }
  | { field: 'attributes'; anyOf: readonly AttributeTest[] }

/** All of these leaves must be there. */
export type AttributeTest = readonly AttributeLeaf[]

export type AttributeLeaf =
  /** As a person types it: `a.b=1` means the number 1 and the text "1", at a → b or under the key "a.b". */
  | { path: string; text: string }
  /** As JSON has it: this very value. */
  | { keys: readonly string[]; value: Json }

export const everything: EventFilter = { conditions: [] }

/**
 * The contract's pairs of field and value: the same field repeated means any of them, different fields all of them.
 * Answers the problem as text, with the index of the pair, when a value cannot be meant for its field.
 */
export function parseSearch(
  fields: readonly string[],
  values: readonly string[],
): readonly Condition[] | { index: number; problem: string } {
  const byField = new Map<EventField, Condition>()
  for (const [index, name] of fields.entries()) {
    const field = eventFields.find((known) => known === name)
    if (!field) return { index, problem: `"${name}" is not a field of an event; those are ${eventFields.join(', ')}` }
    const condition = parseCondition(field, values[index] ?? '')
    if (typeof condition === 'string') return { index, problem: `${field}: ${condition}` }
    const sofar = byField.get(field)
    const anyOf = [...(sofar?.anyOf ?? []), ...condition.anyOf]
    byField.set(field, { field, anyOf } as Condition)
  }
  return [...byField.values()]
}

function parseCondition(field: EventField, value: string): Condition | string {
  if (field === 'timestamp') {
    const timestamp = parseTimestamp(value)
    return typeof timestamp === 'string' ? timestamp : { field, anyOf: [timestamp] }
  }
  if (field === 'attributes') {
    const test = parseAttributeTest(value)
    return typeof test === 'string' ? test : { field, anyOf: [test] }
  }
  return { field, anyOf: [value] }
}

function parseAttributeTest(value: string): AttributeTest | string {
  if (value.trimStart().startsWith('{')) {
    try {
      return leaves(JSON.parse(value) as { [key: string]: Json }, [])
    } catch {
      return 'begins like a JSON object and is none'
    }
  }
  const equals = value.indexOf('=')
  if (equals < 1) return 'write path=value, for instance arguments.user_id=mia_li_3668, or a JSON object'
  return [{ path: value.slice(0, equals), text: value.slice(equals + 1) }]
}

function leaves(value: { [key: string]: Json }, keys: readonly string[]): AttributeLeaf[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const innerKeys = [...keys, key]
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    return isObject && Object.keys(inner).length > 0 ? leaves(inner, innerKeys) : [{ keys: innerKeys, value: inner }]
  })
}
