import {
  conversationOwnFields,
  eventFieldSet,
  type FieldRef,
  type FieldSet,
  formatField,
  formatFilter,
  parseWritten,
  sessionOwnFields,
  type Test,
  userOwnFields,
  type WrittenFilter,
} from '@occur/client/filter'
import { ExactNumber, isObject, parseExact, type Value } from './json.ts'

/** One value of one field, as it is clicked in a list: `null` is "has none". */
export interface Term {
  /** As filters name it: `type`, `attributes.reservation.id`. */
  field: string
  value: string | null
}

type Q = string | undefined

/**
 * The filter and this term. A second value of a field that must have one of some values is one more of them. What the
 * filter says against it is taken back.
 */
export function withTerm(q: Q, field: string, value: string | null, negated = false): Q {
  const parts = partsOf(q)
  const ref = fieldRefOf(field)
  // A filter that is not understood stays as it is: whoever wrote it sees what is wrong with it.
  if (!parts || !ref) return [q, ref && textOfTerm(ref, value, negated)].filter(Boolean).join(' ') || undefined
  const left = without(without(parts, ref, value, !negated), ref, value, negated)
  const alike = negated ? -1 : left.findIndex((part) => valuesOf(part, ref) !== undefined)
  if (alike < 0 || value === null) return textOfParts([...left, termOf(ref, value, negated)])
  const values = [...(valuesOf(left[alike], ref) ?? []), value]
  return textOfParts(left.with(alike, anyOf(ref, values)))
}

/** The filter without this term, where it stands by itself or among the values of its field. */
export function withoutTerm(q: Q, field: string, value: string | null, negated = false): Q {
  const [parts, ref] = [partsOf(q), fieldRefOf(field)]
  return parts && ref ? textOfParts(without(parts, ref, value, negated)) : q
}

/** Whether the filter asks for this term (`in`), against it (`out`), or says nothing of it. */
export function sideOfTerm(q: Q, field: string, value: string | null): 'in' | 'out' | undefined {
  const [parts, ref] = [partsOf(q), fieldRefOf(field)]
  if (!parts || !ref) return undefined
  const says = (negated: boolean) => {
    const left = without(parts, ref, value, negated)
    return left.length !== parts.length || left.some((part, index) => part !== parts[index])
  }
  return says(false) ? 'in' : says(true) ? 'out' : undefined
}

/** A field's own text, for paths whose keys hold dots or spaces: `attributes."a.b".c`. */
export function attributeField(path: readonly string[]): string {
  return formatField({ name: 'attributes', path })
}

/** A value inside the attributes, as filters ask for it. */
export function attributeTerm(path: readonly string[], value: Value): Term {
  const text = value instanceof ExactNumber ? value.source : typeof value === 'object' ? null : String(value)
  return { field: attributeField(path), value: text }
}

/** What all must hold, in order; undefined when the text is no filter. */
export function partsOf(q: Q, fields: FieldSet = anyFieldSet): readonly WrittenFilter[] | undefined {
  try {
    const filter = parseWritten(q ?? '', fields)
    return filter.kind === 'and' ? filter.of : [filter]
  } catch {
    return undefined
  }
}

export function textOfParts(parts: readonly WrittenFilter[]): Q {
  const [only] = parts
  return (parts.length === 1 && only ? formatFilter(only) : formatFilter({ kind: 'and', of: parts })) || undefined
}

/** The filter of an address that says it in pairs, `type:lookup` or `attributes:{"a":{"b":1}}`. */
export function withPair(q: Q, pair: string): Q {
  const colon = pair.indexOf(':')
  if (colon < 1) return q
  const [field, value] = [pair.slice(0, colon), pair.slice(colon + 1)]
  if (field !== 'attributes') return withTerm(q, field, value === '' ? null : value)
  const term = containedTerm(value)
  return term ? withTerm(q, term.field, term.value) : q
}

/** Whatever can be asked about by anybody: an edit need not know what the filter is of. */
const anyFieldSet: FieldSet = { ...eventFieldSet, ...sessionOwnFields, ...conversationOwnFields, ...userOwnFields }

function fieldRefOf(field: string): FieldRef | undefined {
  const [part] = partsOf(`${field}:*`) ?? []
  return part?.kind === 'field' ? part.field : undefined
}

const nowhere = { from: 0, to: 0 }

function termOf(field: FieldRef, value: string | null, negated: boolean): WrittenFilter {
  const test: Test = value === null ? { op: 'exists' } : { op: 'is', value }
  const condition: WrittenFilter = { kind: 'field', field, test, span: nowhere }
  return negated !== (value === null) ? { kind: 'not', of: condition } : condition
}

function textOfTerm(field: FieldRef, value: string | null, negated: boolean): string {
  return formatFilter(termOf(field, value, negated))
}

function anyOf(field: FieldRef, values: readonly string[]): WrittenFilter {
  const of = values.map((value): Test => ({ op: 'is', value }))
  const [only] = of
  return { kind: 'field', field, test: of.length === 1 && only ? only : { op: 'any', of }, span: nowhere }
}

/** The values of which the field must have one, when that is all that the part says. */
function valuesOf(part: WrittenFilter | undefined, field: FieldRef): string[] | undefined {
  if (part?.kind !== 'field' || formatField(part.field) !== formatField(field)) return undefined
  const tests = part.test.op === 'any' ? part.test.of : [part.test]
  const values = tests.flatMap((test) => (test.op === 'is' ? [test.value] : []))
  return values.length === tests.length ? values : undefined
}

function without(
  parts: readonly WrittenFilter[],
  field: FieldRef,
  value: string | null,
  negated: boolean,
): readonly WrittenFilter[] {
  const text = textOfTerm(field, value, negated)
  return parts.flatMap((part) => {
    if (formatFilter(part) === text) return []
    if (negated || value === null) return [part]
    const values = valuesOf(part, field)
    if (!values?.includes(value)) return [part]
    return [
      anyOf(
        field,
        values.filter((one) => one !== value),
      ),
    ]
  })
}

/** `{"reservation":{"id":"PEP4E0"}}` and `reservation.id=PEP4E0`, as older addresses said what attributes contain. */
function containedTerm(text: string): Term | undefined {
  const path: string[] = []
  let value: Value | undefined = text.startsWith('{') ? parseExact(text) : undefined
  if (value === undefined) {
    const equals = text.indexOf('=')
    return equals < 1
      ? undefined
      : { field: attributeField(text.slice(0, equals).split('.')), value: text.slice(equals + 1) }
  }
  while (isObject(value)) {
    const [first, ...more]: [string, Value][] = Object.entries(value)
    if (!first || more.length > 0) return undefined
    path.push(first[0])
    value = first[1]
  }
  return Array.isArray(value) || value === undefined ? undefined : attributeTerm(path, value)
}
