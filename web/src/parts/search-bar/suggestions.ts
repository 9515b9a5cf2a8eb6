import { eventFieldSet, type FieldRef, type FieldSet, formatField, formatFilter } from '@occur/client/filter'
import type { Facets, View } from '@occur/client/protocol'
import type { AtCaret } from './caret.ts'

/** Something that could be written at the caret. */
export interface Suggestion {
  group: 'Recent' | 'Fields' | 'Attributes' | 'Views' | 'Values' | 'Operators'
  /** What is shown, and marked as a filter is. */
  label: string
  /** What it is, in few words. */
  detail?: string | undefined
  /** In how many events, of those that the rest of the filter finds. */
  count?: number | undefined
  /** What takes the place of what was typed. */
  insert: string
  /** Nothing is missing after it: the filter can be asked with. */
  isWhole: boolean
}

/** What is known to be there, as far as it has come. */
export interface Known {
  facets: Facets | undefined
  /** Of a field that the facets do not count: what the newest events or sessions have there. */
  values: readonly { value: string; count?: number }[] | undefined
  views: readonly View[] | undefined
  recent: readonly string[]
}

/** The text once a suggestion was taken, where the caret is then, and whether there is nothing more to write there. */
export function withPicked(
  text: string,
  at: Exclude<AtCaret, { kind: 'none' }>,
  { insert, isWhole, group }: Suggestion,
): { text: string; caret: number; isDone: boolean } {
  const [before, after] = group === 'Recent' ? ['', ''] : [text.slice(0, at.from), text.slice(at.to)]
  const isInList = at.kind === 'value' && /\([^()]*$/.test(before)
  const isDone = isWhole && !isInList
  const written = before + insert + (isDone && !/^[\s)]/.test(after) ? ' ' : '')
  return { text: written + after, caret: written.length, isDone }
}

const perGroupMax = 8
const valuesMax = 50

export function suggestionsAt(at: AtCaret, fields: FieldSet, known: Known, isEmpty: boolean): Suggestion[] {
  switch (at.kind) {
    case 'none':
      return []
    case 'operator':
      return operatorsOf(at.typed, at.type, pathTypes(formatField(at.field), known)).concat(
        at.field.name === 'attributes'
          ? conditionsFor(at.typed, fields, known).filter(({ label }) => label !== at.typed)
          : [],
      )
    case 'view':
      return viewsFor(at.typed, known, '')
    case 'value':
      return valuesFor(at, known)
    case 'condition': {
      const recent = isEmpty ? known.recent.map(recentOf) : []
      return [...recent, ...conditionsFor(at.typed, fields, known)]
    }
  }
}

function recentOf(q: string): Suggestion {
  return { group: 'Recent', label: q, insert: q, isWhole: true }
}

function conditionsFor(typed: string, fields: FieldSet, known: Known): Suggestion[] {
  const names = byUse(fields).flatMap(([full, { type, short = [] }]): Suggestion[] => {
    // People ask by the short name where there is one; the full one is what data and documents call it.
    const [name = full] = short.length > 0 && !full.startsWith(typed) ? short : [full]
    if (!matches(typed, full, ...short)) return []
    const other = name === full ? short[0] : full
    return [field(name, type === 'attributes' ? 'what is inside' : [typeWords[type], other].filter(Boolean).join(', '))]
  })
  const paths = (known.facets?.attributes?.paths ?? []).flatMap(({ path, types, events }): Suggestion[] => {
    if (!matches(typed, path, path.slice('attributes.'.length), path.slice(path.lastIndexOf('.') + 1))) return []
    const isCompared = types.length === 1 && types[0] === 'number'
    const insert = isCompared ? path : `${path}:`
    return [{ group: 'Attributes', label: path, detail: types.join(', '), count: events, insert, isWhole: false }]
  })
  const groups = [
    typed === '' ? names : names.slice(0, perGroupMax),
    typed.length > 1 ? valuesAnywhere(typed, known) : [],
    paths.slice(0, typed === '' ? 5 : perGroupMax),
    viewsFor(typed.replace(/^view$/i, ''), known, 'view:').slice(0, 5),
  ]
  return groups.flat()
}

/** What is mostly asked about comes first, then what is known of a whole session or the like, then the rest. */
const mostAsked = ['type', 'source', 'source_id', 'category', 'attributes', 'user_id', 'session_id', 'conversation_id']

function byUse(fields: FieldSet): [string, FieldSet[string]][] {
  const rank = (name: string) => {
    const at = mostAsked.indexOf(name)
    return at >= 0 ? at : name in eventFieldSet ? 100 : 50
  }
  return Object.entries(fields).sort(([a], [b]) => rank(a) - rank(b))
}

const typeWords = { text: '', prose: 'any words in it', time: 'time', number: 'number', attributes: '' }

function field(name: string, detail: string): Suggestion {
  const needsOperator = /^(time|number)/.test(detail)
  const insert = name === 'attributes' ? 'attributes.' : needsOperator ? name : `${name}:`
  return { group: 'Fields', label: name, detail, insert, isWhole: false }
}

/** `human` finds `type:human-transfer`. */
function valuesAnywhere(typed: string, { facets }: Known): Suggestion[] {
  const all = Object.entries(facets?.fields ?? {}).flatMap(([name, values]) =>
    values.flatMap(({ value, count }): Suggestion[] => {
      if (value === null || !matches(typed, value)) return []
      const text = `${name}:${valueText({ name, path: [] }, value)}`
      return [{ group: 'Values', label: text, count, insert: text, isWhole: true }]
    }),
  )
  return all.sort((a, b) => (b.count ?? 0) - (a.count ?? 0)).slice(0, perGroupMax)
}

function viewsFor(typed: string, { views = [] }: Known, prefix: string): Suggestion[] {
  return views
    .filter(({ name }) => matches(typed, name))
    .map(({ name, description, q }) => ({
      ...{ group: 'Views', label: `view:${name}`, detail: description || q },
      ...{ insert: `${prefix}${name}`, isWhole: true },
    }))
}

function valuesFor(at: Extract<AtCaret, { kind: 'value' }>, known: Known): Suggestion[] {
  const { field, type, typed, needsOr } = at
  const or = needsOr ? 'OR ' : ''
  const own = valuesOf(field, known)
    .filter(({ value }) => matches(typed, value))
    .slice(0, valuesMax)
    .map(({ value, count }): Suggestion => {
      const insert = or + valueText(field, value)
      return { group: 'Values', label: value, count, insert, isWhole: true }
    })
  const fixed = (type === 'time' ? timeValues : type === 'number' ? [] : anyValue)
    .filter(({ value }) => value.startsWith(typed))
    .map(
      ({ value, detail }): Suggestion => ({ group: 'Values', label: value, detail, insert: or + value, isWhole: true }),
    )
  const truths = pathTypes(formatField(field), known)?.includes('boolean') ? ['true', 'false'] : []
  const missing = truths
    .filter((value) => value.startsWith(typed) && !own.some(({ label }) => label === value))
    .map((value): Suggestion => ({ group: 'Values', label: value, insert: or + value, isWhole: true }))
  return [...own, ...missing, ...fixed]
}

const anyValue = [{ value: '*', detail: 'any value' }]

const timeValues = [
  { value: '-15m', detail: 'the last 15 minutes' },
  { value: '-1h', detail: 'the last hour' },
  { value: '-24h', detail: 'the last 24 hours' },
  { value: '-7d', detail: 'the last 7 days' },
  { value: 'today', detail: 'UTC' },
  { value: 'yesterday', detail: 'UTC' },
]

function valuesOf({ name }: FieldRef, { facets, values }: Known): readonly { value: string; count?: number }[] {
  const counted =
    facets && Object.hasOwn(facets.fields, name) ? facets.fields[name as keyof Facets['fields']] : undefined
  if (!counted) return values ?? []
  return counted.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]))
}

function operatorsOf(name: string, type: string, types: readonly string[] | undefined): Suggestion[] {
  const isText = type === 'text' || type === 'prose' || types?.every((one) => one !== 'number') === true
  const all = isText
    ? operators.slice(0, 1)
    : type === 'attributes' && !types
      ? operators
      : [...operators.slice(1), ...operators.slice(0, 1)]
  return all.map(([operator, detail]) => ({
    ...{ group: 'Operators', label: name + operator, detail, insert: name + operator, isWhole: false },
  }))
}

const operators = [
  [':', 'is'],
  ['>=', 'at least'],
  ['<=', 'at most'],
  ['>', 'more than'],
  ['<', 'less than'],
] as const

function pathTypes(field: string, { facets }: Known): readonly string[] | undefined {
  return facets?.attributes?.paths.find(({ path }) => path === field)?.types
}

/** A value as filters write it: in quotes where it must be. */
function valueText(field: FieldRef, value: string): string {
  const test = { op: 'is', value } as const
  const text = formatFilter({ kind: 'field', field, test, span: { from: 0, to: 0 } })
  return text.slice(formatField(field).length + 1)
}

function matches(typed: string, ...names: readonly string[]): boolean {
  const lower = typed.toLowerCase()
  return names.some((name) => name.toLowerCase().includes(lower))
}
