/**
 * A filter as data: what the filter language says, and what every place that filters takes. Text becomes it by
 * `parseWritten`, and it becomes text again by `formatFilter`, without loss; `parseFilter` puts the views that are named
 * in it in their places. Each condition remembers where it stood in the text, so that whoever finds fault with it can
 * point at it.
 */
export type Filter<More = never> =
  /** All of them; none at all lets everything through. */
  | { kind: 'and'; of: readonly Filter<More>[] }
  /** At least one of them. */
  | { kind: 'or'; of: readonly Filter<More>[] }
  /** An event that lacks a field fails every condition on it, and so passes the negation. */
  | { kind: 'not'; of: Filter<More> }
  /** The words, in this order and next to each other, in the description or in any text of the attributes. */
  | { kind: 'words'; text: string; isPrefix: boolean; span: Span }
  | { kind: 'field'; field: FieldRef; test: Test; span: Span }
  | More

/** A filter as it was written, in which views stand by their names: for those who edit it. */
export type WrittenFilter = Filter<ViewCondition>

/** `view:NAME`: what passes the filter of that view. */
export type ViewCondition = { kind: 'view'; name: string; span: Span }

export type Condition = Extract<Filter, { kind: 'words' | 'field' }>

/** A field of the event, or a place in its attributes. */
export type FieldRef = { name: string; path: readonly string[] }

export type Test =
  | { op: 'is'; value: string }
  | { op: 'begins'; value: string }
  /** Has a value: neither absent nor null. */
  | { op: 'exists' }
  | { op: Comparison; value: string }
  | { op: 'any'; of: readonly Test[] }

export type Comparison = '<' | '<=' | '>' | '>='

/** Where in the text: from the first character to before the last, counted from 0. */
export interface Span {
  from: number
  to: number
}

export const everything: Filter = { kind: 'and', of: [] }

/** What a field holds, which says how it can be asked about. */
export type FieldType =
  /** Matches exactly. */
  | 'text'
  /** Matches anywhere in it, in upper or lower case. */
  | 'prose'
  | 'time'
  | 'number'
  /** Any JSON: what follows the name is a path. */
  | 'attributes'

export interface FieldKind {
  type: FieldType
  /** Shorter names for it. */
  short?: readonly string[]
}

/** What can be asked about, by name. */
export type FieldSet = Readonly<Record<string, FieldKind>>

/** What is wrong with a filter, for the one who wrote it: where, what was expected there, and what he may have meant. */
export class FilterError extends Error {
  readonly span: Span
  readonly suggestion: string | undefined

  constructor(message: string, span: Span, suggestion?: string) {
    super(suggestion === undefined ? message : `${message}; did you mean ${suggestion}?`)
    this.name = 'FilterError'
    this.span = span
    this.suggestion = suggestion
  }
}
