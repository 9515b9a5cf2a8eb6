import {
  type FieldRef,
  type FieldSet,
  type FieldType,
  type Place,
  placeAfter,
  type Token,
  tokens,
} from '@occur/client/filter'

/** What the caret is at in the text of a filter, and so what could be written there. From `from` to `to` it would stand. */
export type AtCaret =
  /** The beginning of a condition, of which `typed` is there: a word, or the beginning of a field's name. */
  | { kind: 'condition'; typed: string; from: number; to: number }
  /** A field's name in full, which wants an operator. */
  | { kind: 'operator'; field: FieldRef; type: FieldType; typed: string; from: number; to: number }
  /** A value of a field. `others` is the filter without this condition. */
  | {
      kind: 'value'
      field: FieldRef
      type: FieldType
      typed: string
      from: number
      to: number
      others: string
      /** Behind a value of a list, where another one needs an OR. */
      needsOr: boolean
    }
  /** The name of a view. */
  | { kind: 'view'; typed: string; from: number; to: number }
  /** Nothing that could be completed. */
  | { kind: 'none' }

export function atCaret(text: string, caret: number, fields: FieldSet): AtCaret {
  const found = lenientTokens(text)
  const places = placesOf(found)
  const index = found.findIndex(({ kind, span }) => kind !== 'end' && span.from < caret && caret <= span.to)
  const token = found[index]
  if (token === undefined) return openAt(found, places, caret, text, fields)
  if (token.kind === 'field') {
    return caret === token.span.to ? valueAt(found, index, '', caret, caret, text, fields) : { kind: 'none' }
  }
  if (token.kind === 'text') {
    const end = Math.min(token.span.to, text.length)
    const typed = token.isQuoted ? token.text : text.slice(token.span.from, caret)
    if (places[index] !== 'conditions') return valueAt(found, index, typed, token.span.from, end, text, fields)
    return token.isQuoted ? { kind: 'none' } : conditionAt(typed, token.span.from, end, fields)
  }
  // What begins with a letter is on its way to be a name: `O` to `OR`, `NOT` to `NOTE`.
  if (/^\p{L}/u.test(text.slice(token.span.from))) return { kind: 'none' }
  return openAt(found, places, caret, text, fields)
}

/** Between tokens, or right behind a bracket or a minus. */
function openAt(found: Token[], places: Place[], caret: number, text: string, fields: FieldSet): AtCaret {
  const next = found.findIndex(({ span, kind }) => kind === 'end' || span.from >= caret)
  const index = next < 0 ? found.length - 1 : next
  if (places[index] !== 'conditions') return valueAt(found, index, '', caret, caret, text, fields)
  return { kind: 'condition', typed: '', from: caret, to: caret }
}

function conditionAt(typed: string, from: number, to: number, fields: FieldSet): AtCaret {
  const known = namedField(typed, fields)
  return known ? { kind: 'operator', ...known, typed, from, to } : { kind: 'condition', typed, from, to }
}

function valueAt(
  found: Token[],
  index: number,
  typed: string,
  from: number,
  to: number,
  text: string,
  fields: FieldSet,
): AtCaret {
  const owner = found.findLastIndex(({ kind, span }, at) => kind === 'field' && at <= index && span.to <= from)
  const name = found[owner]
  if (name?.kind !== 'field') return { kind: 'none' }
  if (name.steps[0] === 'view') return { kind: 'view', typed, from, to }
  const [first = '', ...path] = name.steps
  const known = knownField(first, fields)
  if (!known) return { kind: 'none' }
  const field = { name: known.name, path }
  const before = found[index - 1]
  const needsOr = typed === '' && from === to && before?.kind === 'text' && owner < index - 1
  return { kind: 'value', field, type: known.type, typed, from, to, others: othersOf(found, owner, text), needsOr }
}

/** The filter's text without the condition that begins with this token. */
function othersOf(found: Token[], owner: number, text: string): string {
  let [first, last] = [owner, owner]
  while (first > 0 && (found[first - 1]?.kind === '-' || found[first - 1]?.kind === 'not')) first--
  const next = found[owner + 1]
  if (next?.kind === 'text') last = owner + 1
  if (next?.kind === '(') {
    const close = found.findIndex(({ kind }, at) => at > owner && kind === ')')
    last = close < 0 ? found.length - 1 : close
  }
  const [from, to] = [found[first]?.span.from ?? 0, found[last]?.span.to ?? text.length]
  return `${text.slice(0, from)}${text.slice(to)}`.trim()
}

function namedField(text: string, fields: FieldSet): { field: FieldRef; type: FieldType } | undefined {
  const [token] = lenientTokens(`${text}:`)
  if (token?.kind !== 'field' || token.span.to !== text.length + 1) return undefined
  const [first = '', ...path] = token.steps
  const known = knownField(first, fields)
  if (!known || (known.type === 'attributes') !== path.length > 0) return undefined
  return { field: { name: known.name, path }, type: known.type }
}

function knownField(name: string, fields: FieldSet): { name: string; type: FieldType } | undefined {
  const known = Object.entries(fields).find(([full, { short }]) => full === name || short?.includes(name))
  return known && { name: known[0], type: known[1].type }
}

/** The tokens of a text that may not be finished: a quotation without an end goes to the end. */
export function lenientTokens(text: string): Token[] {
  for (const ending of ['', '"', '\\"']) {
    try {
      return tokens(text + ending)
    } catch {
      // It ends inside a quotation.
    }
  }
  return [{ kind: 'end', span: { from: text.length, to: text.length } }]
}

/** What each token was read as. */
function placesOf(found: readonly Token[]): Place[] {
  const places: Place[] = []
  let place: Place = 'conditions'
  for (const token of found) {
    places.push(place)
    place = placeAfter(token, place)
  }
  return places
}
