import type { ViewSubject } from '../protocol/views.ts'
import { conversationFieldSet, eventFieldSet, sessionFieldSet, userFieldSet } from './fields.ts'
import { type FieldSet, type Filter, FilterError, type Span, type ViewCondition, type WrittenFilter } from './filter.ts'
import { formatFilter } from './format.ts'
import { nearest } from './nearest.ts'
import { depthMax, parseWritten } from './parse.ts'

/** What a filter needs to know of a view. */
export interface FilterView {
  name: string
  of: ViewSubject
  q: string
}

/** The views of a project, by `viewKey` of their names. */
export type Views = ReadonlyMap<string, FilterView>

/** Names that differ in upper and lower case only are the same. */
export function viewKey(name: string): string {
  return name.toLowerCase()
}

/** What can be asked about each of the things that a view can be of. */
export const fieldSetOf: Readonly<Record<ViewSubject, FieldSet>> = {
  events: eventFieldSet,
  sessions: sessionFieldSet,
  conversations: conversationFieldSet,
  users: userFieldSet,
}

/** The texts of all views that a filter needs, together; one that is needed twice counts twice. */
const viewCharactersMax = 10_000
/** A view may be named as deep within conditions and views as a text without views can reach at all. */
const nestingMax = 2 * depthMax + 2

/**
 * A filter's text as what it asks for: the filters of the views that it names stand in their places, as if in brackets.
 * Throws a `FilterError` that says where, what was expected, and the nearest right name.
 */
export function parseFilter(
  text: string,
  fields: FieldSet = eventFieldSet,
  views: Views = new Map<string, FilterView>(),
): Filter {
  return new Expansion(fields, views).expand(parseWritten(text, fields))
}

/** The views that a filter names itself, each with its place, in the order of the text. */
export function viewsNamed(text: string, fields: FieldSet = eventFieldSet): ViewCondition[] {
  const named: ViewCondition[] = []
  const walk = (filter: WrittenFilter): void => {
    if (filter.kind === 'view') named.push(filter)
    else if (filter.kind === 'not') walk(filter.of)
    else if (filter.kind === 'and' || filter.kind === 'or') filter.of.forEach(walk)
  }
  walk(parseWritten(text, fields))
  return named
}

/** The text with another name wherever it names this view, and otherwise to the letter as it was. */
export function withRenamedView(text: string, from: string, to: string, fields: FieldSet = eventFieldSet): string {
  const key = viewKey(from)
  const named = viewsNamed(text, fields).filter(({ name }) => viewKey(name) === key)
  // From the last one on: the places of those before it stay what they are.
  return named.reduceRight((left, { span }) => {
    const name = formatFilter({ kind: 'view', name: to, span }).slice('view:'.length)
    return left.slice(0, span.from) + name + left.slice(span.to)
  }, text)
}

class Expansion {
  readonly #fields: FieldSet
  readonly #views: Views
  #characters = 0

  constructor(fields: FieldSet, views: Views) {
    this.#fields = fields
    this.#views = views
  }

  expand(filter: WrittenFilter, within: Within = nowhere): Filter {
    const inside = { ...within, depth: within.depth + 1 }
    switch (filter.kind) {
      case 'and':
      case 'or':
        return { kind: filter.kind, of: filter.of.map((part) => this.expand(part, inside)) }
      case 'not':
        return { kind: 'not', of: this.expand(filter.of, inside) }
      case 'view':
        return this.#expandView(filter, inside)
      case 'field': {
        const view = within.views.at(-1)
        if (view && !this.#fits(filter.field.name, view)) {
          throw new FilterError(`"${filter.field.name}" of ${view.of} cannot be asked about here`, filter.span)
        }
        return { ...filter, span: within.span ?? filter.span }
      }
      case 'words':
        return { ...filter, span: within.span ?? filter.span }
    }
  }

  /** What is said of events can be asked about anything; a count of sessions and one of users are not the same. */
  #fits(field: string, view: FilterView): boolean {
    return Object.hasOwn(eventFieldSet, field) || fieldSetOf[view.of] === this.#fields
  }

  #expandView({ name, span }: ViewCondition, { views, span: outerSpan, depth }: Within): Filter {
    const view = this.#views.get(viewKey(name))
    if (!view) {
      const names = [...this.#views.values()].map((one) => one.name)
      throw new FilterError(`there is no view "${name}"`, span, nearest(name, names))
    }
    if (views.includes(view)) throw new FilterError(`this names "${view.name}" again, in a circle`, span)
    if (depth > nestingMax) throw new FilterError('with its views written out this filter nests too deep', span)
    this.#characters += view.q.length
    if (this.#characters > viewCharactersMax) {
      throw new FilterError(
        `with its views written out this filter has more than ${viewCharactersMax} characters`,
        span,
      )
    }
    try {
      return this.expand(parseWritten(view.q, fieldSetOf[view.of]), {
        views: [...views, view],
        span: outerSpan ?? span,
        depth,
      })
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
      throw new FilterError(`in the view "${view.name}": ${error.message}`, span)
    }
  }
}

/** Where something stands: in these views, from the outermost on, the first of which is named at `span`. */
interface Within {
  views: readonly FilterView[]
  span?: Span
  /** How many conditions and views this is inside of. */
  depth: number
}

const nowhere: Within = { views: [], depth: 0 }
