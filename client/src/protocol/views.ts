import type { Funnel } from './funnel.ts'
import type { PathsQuestion } from './paths.ts'
import type { Question } from './questions.ts'
import type { TransfersQuestion } from './transfers.ts'

/** What a view finds, and so what its filter can ask about. */
export const viewSubjects = ['events', 'sessions', 'conversations', 'users'] as const
export type ViewSubject = (typeof viewSubjects)[number]

/** What a view is called: it stands in addresses, and in filters without quotes. */
export const viewNamePattern = '^[A-Za-z0-9_][A-Za-z0-9._\\-]{0,79}$'

/** How the answer to a question can be drawn. */
export const viewCharts = ['line', 'bar', 'table', 'number'] as const
export type ViewChart = (typeof viewCharts)[number]

/** A span back from now, to now or to nearer to it (`-48h..-24h`), or one of the calendar. */
export const viewRangePattern = '^(today|yesterday|this-week|this-month|-[0-9]{1,6}[smhdw](\\.\\.-[0-9]{1,6}[smhdw])?)$'

/** What is saved under a name: a filter, and how to look at what passes it. */
export interface ViewDefinition {
  description?: string
  of: ViewSubject
  /** A filter of the language, which may name other views; empty for everything. */
  q: string
  /** Which columns to show, in this order: fields of what the view is of; of events also `attributes.` with a path. */
  columns?: string[]
  /** A question about the events that pass `q`. */
  question?: ViewQuestion
  /** Which time to look at, unless another one is asked for: `-7d`, `today`. Not beside `from` or `to` of its question. */
  range?: string
  /** How to draw the answer to its question; without: as suits it. */
  chart?: ViewChart
  /** Where on the dashboard of the project it stands, the lowest first; without: not on it. */
  pin?: number
}

/** The body of a question without its filter, which is the view's, and what kind of question it is. */
export type ViewQuestion =
  /** `POST /api/v1/ask` */
  | ({ kind: 'measure' } & Omit<Question, 'q'>)
  /** `POST /api/v1/ask/funnel` */
  | ({ kind: 'funnel' } & Omit<Funnel, 'q'>)
  /** `POST /api/v1/ask/paths` */
  | ({ kind: 'paths' } & Omit<PathsQuestion, 'q'>)
  /** `POST /api/v1/ask/transfers` */
  | ({ kind: 'transfers' } & Omit<TransfersQuestion, 'q'>)

/** `POST /api/v1/views/`. Names that differ in upper and lower case only are the same. */
export interface NewView extends ViewDefinition {
  name: string
}

/** `PUT /api/v1/views/{name}`: all of a view. With another name it is called that, also in views that name it. */
export interface ViewChange extends ViewDefinition {
  name?: string
}

export interface View extends NewView {
  created_at: string
  changed_at: string
  /** One more with every change; also the ETag. */
  version: number
}
