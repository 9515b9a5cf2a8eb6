import { eventFieldSet } from './fields.ts'
import {
  type Comparison,
  type FieldRef,
  type FieldSet,
  type FieldType,
  FilterError,
  type Span,
  type Test,
  type ViewCondition,
  type WrittenFilter,
} from './filter.ts'
import { fieldWithSpaces, formatField } from './format.ts'
import { nearest } from './nearest.ts'
import { isNumber } from './numbers.ts'
import { isTime } from './times.ts'
import { type Token, tokens } from './tokens.ts'

export const depthMax = 50

type FieldToken = Extract<Token, { kind: 'field' }>
type TextToken = Extract<Token, { kind: 'text' }>

/**
 * Parses the filter language. Views stay names: `parseFilter` knows what they ask for. Throws a `FilterError` that says
 * where, what was expected, and the nearest right name.
 *
 *     or     = and { "OR" and }
 *     and    = not { [ "AND" ] not }
 *     not    = ( "-" | "NOT" ) not | "(" [ or ] ")" | FIELD value | text
 *     value  = text | "(" text { "OR" text } ")"
 */
export function parseWritten(text: string, fields: FieldSet = eventFieldSet): WrittenFilter {
  const parser = new Parser(tokens(text), fields)
  return parser.filter()
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #fields: FieldSet
  #at = 0
  #depth = 0

  constructor(found: readonly Token[], fields: FieldSet) {
    this.#tokens = found
    this.#fields = fields
  }

  filter(): WrittenFilter {
    if (this.#next.kind === 'end') return { kind: 'and', of: [] }
    const filter = this.#or()
    if (this.#next.kind === ')') throw new FilterError('this ) closes nothing', this.#next.span)
    return filter
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  #take(): Token {
    const token = this.#next
    if (token.kind !== 'end') this.#at++
    return token
  }

  #or(): WrittenFilter {
    const of = [this.#and()]
    while (this.#next.kind === 'or') {
      this.#take()
      of.push(this.#and())
    }
    return of.length === 1 ? of[0]! : { kind: 'or', of }
  }

  #and(): WrittenFilter {
    const of = [this.#not()]
    while (this.#next.kind !== 'end' && this.#next.kind !== ')' && this.#next.kind !== 'or') {
      if (this.#next.kind === 'and') this.#take()
      of.push(this.#not())
    }
    return of.length === 1 ? of[0]! : { kind: 'and', of }
  }

  #not(): WrittenFilter {
    const token = this.#take()
    switch (token.kind) {
      case '-':
      case 'not':
        return this.#deeper(token.span, () => ({ kind: 'not', of: this.#not() }))
      case '(':
        return this.#deeper(token.span, () => {
          const inner: WrittenFilter = this.#next.kind === ')' ? { kind: 'and', of: [] } : this.#or()
          if (this.#take().kind !== ')') throw new FilterError('this ( is not closed; add a )', token.span)
          return inner
        })
      case 'field':
        return this.#condition(token)
      case 'text':
        if (token.text === '' && !token.isPrefix) throw new FilterError('there is nothing to look for here', token.span)
        return { kind: 'words', text: token.text, isPrefix: token.isPrefix, span: token.span }
      default:
        throw new FilterError(`expected a condition, and here is ${describe(token)}`, token.span)
    }
  }

  #deeper(span: Span, inner: () => WrittenFilter): WrittenFilter {
    if (++this.#depth > depthMax) throw new FilterError(`nests deeper than ${depthMax}`, span)
    const filter = inner()
    this.#depth--
    return filter
  }

  #condition(token: FieldToken): WrittenFilter {
    if (token.steps[0] === 'view') return this.#view(token)
    const { field, type } = this.#field(token)
    const of = this.#values().map((value) => testOf(token.op, type, value))
    const span = { from: token.span.from, to: this.#tokens[this.#at - 1]!.span.to }
    return { kind: 'field', field, test: of.length === 1 ? of[0]! : { op: 'any', of }, span }
  }

  /** `view:a`; `view:(a OR b)` is `(view:a OR view:b)`. */
  #view({ steps, op, span }: FieldToken): WrittenFilter {
    if (steps.length > 1) throw new FilterError('a view has nothing inside it', span, 'view')
    if (op !== ':') throw new FilterError('a view is named with : only', span, 'view')
    const of = this.#values().map((value): ViewCondition => {
      if (value.isPrefix) throw new FilterError('a view is named in full, without *', value.span)
      return { kind: 'view', name: value.text, span: value.span }
    })
    return of.length === 1 ? of[0]! : { kind: 'or', of }
  }

  #field({ steps, span }: FieldToken): { field: FieldRef; type: FieldType } {
    const [name = '', ...path] = steps
    const known = Object.entries(this.#fields).find(([full, { short }]) => full === name || short?.includes(name))
    if (!known) {
      const names = ['view', ...Object.entries(this.#fields).flatMap(([full, { short = [] }]) => [full, ...short])]
      throw new FilterError(
        `there is no field "${name}"`,
        span,
        this.#spacedAttribute(steps) ?? nearest(name, names) ?? `attributes.${steps.join('.')}`,
      )
    }
    const [fullName, { type }] = known
    if (type === 'attributes' && path.length === 0) {
      throw new FilterError(`say which attribute, for instance ${fullName}.ok:false`, span)
    }
    if (type !== 'attributes' && path.length > 0) {
      throw new FilterError(`${fullName} has nothing inside it`, span, `attributes.${steps.join('.')}`)
    }
    return { field: { name: fullName, path }, type }
  }

  /** `attributes.a b:` is read as a word and the field `b`; what was meant is `attributes."a b":`. */
  #spacedAttribute(steps: readonly string[]): string | undefined {
    let from = this.#at - 1
    while (from > 0 && isPlainWord(this.#tokens[from - 1]!)) from--
    const words = this.#tokens.slice(from, this.#at - 1).map((token) => (token.kind === 'text' ? token.text : ''))
    const start = words.findLastIndex((word) => word.startsWith('attributes.'))
    // After a field it is that one's value.
    if (start < 0 || this.#tokens[from + start - 1]?.kind === 'field') return undefined
    return formatField(fieldWithSpaces([...words.slice(start), steps.join('.')].join(' ')))
  }

  /** What stands after a field: a value, or several as `(a OR b)`. */
  #values(): TextToken[] {
    const open = this.#next
    if (open.kind !== '(') return [this.#value()]
    this.#take()
    const of = [this.#value()]
    while (this.#next.kind !== ')') {
      const token = this.#take()
      if (token.kind !== 'or') {
        throw new FilterError(`expected OR or ) in this list, and here is ${describe(token)}`, token.span)
      }
      of.push(this.#value())
    }
    this.#take()
    return of
  }

  #value(): TextToken {
    const token = this.#take()
    if (token.kind === 'text') return token
    throw new FilterError(`expected a value here, and here is ${describe(token)}`, token.span)
  }
}

function isPlainWord(token: Token): boolean {
  return token.kind === 'text' && !token.isQuoted && !token.isPrefix
}

function testOf(op: ':' | Comparison, type: FieldType, token: TextToken): Test {
  const { text: value, isQuoted, isPrefix, span } = token
  if (op !== ':') return comparisonOf(op, type, token)
  if (isPrefix && value === '' && !isQuoted) return { op: 'exists' }
  if (type === 'time' && !isTime(value)) throw new FilterError(timeExpected(value), span)
  if (type === 'number' && !isNumber(value)) throw new FilterError(`"${value}" is not a number`, span)
  if (isPrefix && (type === 'time' || type === 'number')) {
    throw new FilterError('only text can be asked how it begins', span)
  }
  return { op: isPrefix ? 'begins' : 'is', value }
}

function comparisonOf(op: Comparison, type: FieldType, { text: value, isPrefix, span }: TextToken): Test {
  if (type === 'text' || type === 'prose') {
    throw new FilterError('text can be asked for with : only; < and > are for times and numbers', span)
  }
  if (isPrefix) throw new FilterError('a comparison takes a whole value, without *', span)
  if (type === 'time' && !isTime(value)) throw new FilterError(timeExpected(value), span)
  if (type !== 'time' && !isNumber(value)) throw new FilterError(`"${value}" is not a number`, span)
  return { op, value }
}

function timeExpected(value: string): string {
  return `"${value}" is not a time; write 2026-03-02, 2026-03-02T14:06Z, -24h, today or yesterday`
}

function describe(token: Token): string {
  if (token.kind === 'end') return 'the end'
  if (token.kind === 'text') return `"${token.text}"`
  if (token.kind === 'field') return `the field ${token.steps.join('.')}`
  return token.kind.toUpperCase()
}
