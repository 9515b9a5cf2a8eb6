import { type Comparison, FilterError, type Span } from './filter.ts'

/** The pieces that a filter's text is made of. */
export type Token =
  | { kind: '(' | ')' | '-' | 'or' | 'and' | 'not' | 'end'; span: Span }
  /** A word or a quoted text. `isPrefix`: an unquoted `*` stood at its end, and is not part of `text`. */
  | { kind: 'text'; text: string; isQuoted: boolean; isPrefix: boolean; span: Span }
  /** A field's name and what joins it to its value: `type:`, `attributes.duration_ms>=`. */
  | { kind: 'field'; steps: readonly string[]; op: ':' | Comparison; span: Span }

const operators = /^(?::(?:>=|<=|>|<)|>=|<=|>|<|:|=)/
const plainStep = /^[\p{L}\p{N}_$@][\p{L}\p{N}_$@-]*/u
const spaces = /^\s+/

/** Splits a filter's text. Throws a `FilterError` for a quotation that does not end. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  let place: Place = 'conditions'
  while (true) {
    at += spaces.exec(text.slice(at))?.[0].length ?? 0
    if (at >= text.length) break
    const token = tokenAt(text, at, place)
    found.push(token)
    place = placeAfter(token, place)
    at = token.span.to
  }
  found.push({ kind: 'end', span: { from: text.length, to: text.length } })
  return found
}

/** After a field's operator come its value or a list of values, in which `-`, `:` and `>` are nothing special. */
export type Place = 'conditions' | 'value' | 'list'

export function placeAfter(token: Token, place: Place): Place {
  if (token.kind === 'field') return 'value'
  if (place === 'value') return token.kind === '(' ? 'list' : 'conditions'
  return place === 'list' && token.kind !== ')' ? 'list' : 'conditions'
}

function tokenAt(text: string, at: number, place: Place): Token {
  const character = text[at]
  if (character === '(' || character === ')') return { kind: character, span: { from: at, to: at + 1 } }
  if (place === 'conditions') {
    if (character === '-') return { kind: '-', span: { from: at, to: at + 1 } }
    const field = fieldAt(text, at)
    if (field) return field
  }
  return wordAt(text, at, place)
}

/** `name`, then steps that are plain or quoted, then an operator; undefined when this is no such thing. */
function fieldAt(text: string, at: number): Token | undefined {
  const steps: string[] = []
  let end = at
  while (true) {
    const quoted = steps.length > 0 && text[end] === '"'
    const step = quoted ? undefined : plainStep.exec(text.slice(end))?.[0]
    if (quoted) {
      const { value, to } = quotedAt(text, end)
      steps.push(value)
      end = to
    } else if (step !== undefined) {
      steps.push(step)
      end += step.length
    } else {
      return undefined
    }
    if (text[end] !== '.') break
    end++
  }
  const operator = operators.exec(text.slice(end))?.[0]
  if (operator === undefined) return undefined
  const comparison = operator.replace(/^:(?=.)/, '')
  const op = comparison === '=' ? ':' : (comparison as ':' | Comparison)
  return { kind: 'field', steps, op, span: { from: at, to: end + operator.length } }
}

function wordAt(text: string, at: number, place: Place): Token {
  if (text[at] === '"') {
    const { value, to } = quotedAt(text, at)
    const isPrefix = text[to] === '*'
    return { kind: 'text', text: value, isQuoted: true, isPrefix, span: { from: at, to: isPrefix ? to + 1 : to } }
  }
  let end = at
  let value = ''
  let isPrefix = false
  while (end < text.length && !/[\s()"]/.test(text[end]!)) {
    // A backslash makes what follows it nothing special.
    if (text[end] === '\\' && end + 1 < text.length) end++
    else if (text[end] === '*' && (end + 1 === text.length || /[\s)]/.test(text[end + 1]!))) {
      isPrefix = true
      end++
      break
    }
    value += text[end++]
  }
  const span = { from: at, to: end }
  const word = text.slice(at, end)
  if (word === 'OR' && place !== 'value') return { kind: 'or', span }
  if (place === 'conditions' && (word === 'AND' || word === 'NOT')) {
    return { kind: word.toLowerCase() as 'and' | 'not', span }
  }
  return { kind: 'text', text: value, isQuoted: false, isPrefix, span }
}

function quotedAt(text: string, at: number): { value: string; to: number } {
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '"') return { value, to: i + 1 }
    if (text[i] === '\\' && i + 1 < text.length) i++
    value += text[i]
  }
  throw new FilterError('this quotation does not end; add a "', { from: at, to: text.length })
}
