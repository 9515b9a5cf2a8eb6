/** `POST /api/v1/ask`: a question about events, answered in numbers. */
export interface Question {
  /** Which events: a filter of the language. */
  q?: string
  /**
   * RFC 3339 or a bare date; inclusive. Without: from the first event that passes, with an interval of an hour or more
   * from its quarter of an hour on.
   */
  from?: string
  /**
   * RFC 3339 or a bare date; exclusive. Without: to the last event that passes, with an interval of an hour or more to
   * the end of its quarter of an hour.
   */
  to?: string
  /** Default: how many events. Groups are ordered by the first one, the largest first. */
  measures?: Measure[]
  /** To three: fields, or `attributes.` with a path. An event with several values there counts to the first. */
  group_by?: string[]
  /** Also over time, in steps of this length, with a step for every one in which nothing was. */
  interval?: Interval
  /** Where days, weeks (from Monday) and months begin: a name of the IANA database, default UTC. */
  time_zone?: string
  /** How many groups are answered by themselves, default 10; the others are answered together. */
  top?: number
  /** `previous`: the same for the time of the same length before. Then `q` may say the range too. */
  compare?: 'previous'
}

/** What several events have in common, in order of time: see paths and funnels. */
export const questionUnits = ['session', 'conversation', 'user'] as const
export type QuestionUnit = (typeof questionUnits)[number]

export const intervals = ['minute', 'quarter_hour', 'hour', 'day', 'week', 'month'] as const
export type Interval = (typeof intervals)[number]

export const numberMeasures = ['sum', 'average', 'min', 'max', 'percentile'] as const

export type Measure =
  | { measure: 'count' }
  /** How many different values of a field, for instance `session_id`. */
  | { measure: 'distinct'; of: string }
  /** Of all numbers at a path, for instance `attributes.duration_ms`. */
  | { measure: 'sum' | 'average' | 'min' | 'max'; of: string }
  /** With linear interpolation between neighbours. `percent` is 0 to 100. */
  | { measure: 'percentile'; of: string; percent: number }

/** A value for each measure; null where there is nothing to measure, or the result is beyond what a double holds. */
export type Measured = (number | null)[]

export interface Answer {
  groups: AnsweredGroup[]
  /** The groups beyond `top`, and with `compare` those that only were before, as one; null when there are none. */
  rest: Omit<AnsweredGroup, 'key'> | null
  covered: Covered
}

/** What an answer says of itself. */
export interface Covered {
  /** The range that was looked at; null where neither the question nor an event set its end. */
  from: string | null
  to: string | null
  /** How many events passed. */
  events: number
  /** How many rows the engine read to find out: of events, of counts kept beside them, and of some again. */
  rows_read: number
  /** Nothing was sampled or estimated. */
  exact: true
  elapsed_ms: number
}

export interface AnsweredGroup {
  /** A value for each of `group_by`; null for no value. */
  key: (string | null)[]
  values: Measured
  /** With `interval`: in order of time, without gaps. */
  series?: { at: string; values: Measured }[]
  /** With `compare`. Its series is as long ago as the range is long. */
  previous?: { values: Measured; series?: { at: string; values: Measured }[] }
}

/** `GET /api/v1/facets`: what there is to filter by, among the events that pass. */
export interface FacetsQuery {
  q?: string
  /** RFC 3339 or a bare date; inclusive. */
  start_datetime?: string
  /** RFC 3339 or a bare date; exclusive. */
  end_datetime?: string
  /** How many values of each field, and how many paths; default 20. */
  limit?: number
  /** Which facets; default all but `agent`, which takes longer. */
  fields?: Facet[]
}

export const facetFields = ['source', 'source_id', 'category', 'type'] as const
/** All that can be asked for: `agent` is that of the session. */
export const facets = [...facetFields, 'agent', 'attributes'] as const
export type Facet = (typeof facets)[number]

export interface Facets {
  /** The most frequent values of each that was asked for; null for no value. Counted over all events that pass. */
  fields: Partial<Record<Exclude<Facet, 'attributes'>, { value: string | null; count: number }[]>>
  /** What is inside attributes, as it is named in filters, the most frequent first; null when it was not asked for. */
  attributes: {
    /** Of the newest events that pass, so many at most were looked at. */
    events: number
    paths: { path: string; types: ('text' | 'number' | 'boolean')[]; events: number }[]
  } | null
  covered: Covered
}
