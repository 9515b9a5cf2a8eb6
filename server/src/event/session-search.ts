import { type Condition, parseSearch } from './filter.ts'
import { type Descriptor, descriptors, isFlag } from './session-descriptors.ts'
import type { FactKind } from './session-fields.ts'
import { parseTimestamp } from './timestamp.ts'

/** Which sessions, conversations or users are meant: those that pass all of this. */
export interface SessionSearch<Fact extends string> {
  /** They contain, for each of these, an event that passes it. */
  containing: readonly Condition[]
  /** They are described so. */
  described: readonly { descriptor: Descriptor; anyOf: readonly string[] }[]
  /** They are counted so. Instants and spans are nanoseconds. */
  counted: readonly { fact: Fact; anyOf: readonly bigint[] }[]
}

/** The fields of events by which sessions are found. Those of the session itself that have the same name come first. */
const containedFields = [
  'session_id',
  'conversation_id',
  'user_id',
  'type',
  'category',
  'source_id',
  'description',
  'attributes',
] as const

/**
 * The contract's pairs of field and value: the same field repeated means any of them, different fields all of them.
 * Answers the problem as text, with the index of the pair, when a field is unknown or a value cannot be meant for it.
 */
export function parseSessionSearch<Fact extends string>(
  fields: readonly string[],
  values: readonly string[],
  facts: Record<Fact, FactKind>,
): SessionSearch<Fact> | { index: number; problem: string } {
  const ofEvents: { field: string; value: string }[] = []
  const described = new Map<Descriptor, string[]>()
  const counted = new Map<Fact, bigint[]>()
  for (const [index, field] of fields.entries()) {
    const value = values[index] ?? ''
    const descriptor = descriptors.find((known) => known === field)
    if (descriptor !== undefined) {
      if (isFlag(descriptor) && value !== 'true' && value !== 'false') {
        return { index, problem: `${field}: write true or false` }
      }
      described.set(descriptor, [...(described.get(descriptor) ?? []), value])
    } else if (Object.hasOwn(facts, field)) {
      const number = parseFact(facts[field as Fact], value)
      if (typeof number === 'string') return { index, problem: `${field}: ${number}` }
      counted.set(field as Fact, [...(counted.get(field as Fact) ?? []), number])
    } else if (containedFields.some((known) => known === field)) {
      const problem = parseSearch([field], [value])
      if ('problem' in problem) return { index, problem: problem.problem }
      ofEvents.push({ field, value })
    } else {
      const known = [...Object.keys(facts), ...descriptors, ...containedFields].join(', ')
      return { index, problem: `"${field}" is none of ${known}` }
    }
  }
  const containing = parseSearch(
    ofEvents.map(({ field }) => field),
    ofEvents.map(({ value }) => value),
  )
  if ('problem' in containing) return containing
  return {
    containing,
    described: [...described].map(([descriptor, anyOf]) => ({ descriptor, anyOf })),
    counted: [...counted].map(([fact, anyOf]) => ({ fact, anyOf })),
  }
}

function parseFact(kind: FactKind, value: string): bigint | string {
  if (kind === 'instant') return parseTimestamp(value)
  if (kind === 'count') return /^\d{1,15}$/.test(value) ? BigInt(value) : 'write a whole number'
  const match = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(value)
  if (!match) return 'write seconds, for instance 12.5'
  return BigInt(match[1] as string) * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'))
}
