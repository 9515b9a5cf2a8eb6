import type { Covered, QuestionUnit } from './questions.ts'

/** `POST /api/v1/ask/paths`: what follows an event, or leads to it. */
export interface PathsQuestion {
  /** Where paths begin: a filter. In each session it is the first event that passes; for `before` the last. */
  start: string
  /** `after` (default): the events that follow. `before`: those that lead there, the nearest first. */
  direction?: 'after' | 'before'
  /** Which events are steps at all: a filter; the others are passed over. Where paths begin need not pass it. */
  q?: string
  /** Steps after (or before) the start, 1 to 5, default 3. */
  depth?: number
  /** What an event is called on its path: a field or `attributes.` with a path, default `type`. */
  by?: string
  /** Paths end with what they are within, default `session`. Events that do not name it are on no path. */
  within?: QuestionUnit
  /** RFC 3339 or a bare date; inclusive. What was before is not looked at: neither as a start nor as a step. */
  from?: string
  /** RFC 3339 or a bare date; exclusive. */
  to?: string
  /** How many nodes are kept at each depth, default 10; the others come together as one. */
  top?: number
}

/** Counts are of paths, of which there is one for each session (or what else they are within) with a start in it. */
export interface PathsAnswer {
  /** By depth, the most frequent first, the rest last. All of depth 0 are where paths begin. */
  nodes: PathNode[]
  /** From one depth to the next. */
  links: PathLink[]
  /** `events` are those that were looked at: all that may be start or step, of sessions with a start in them. */
  covered: Covered
}

/** At every depth but the last `count` is what goes on along links, and `ended`. */
export interface PathNode {
  /** 0 is where paths begin. */
  depth: number
  /** Null for events without a value, and for the rest. */
  value: string | null
  /** How many paths come through. */
  count: number
  /** How many of them have no further step. */
  ended: number
  /** All values of this depth beyond `top`, together. */
  is_rest: boolean
}

/** `from` is nearer to the start, also when looking back. */
export interface PathLink {
  /** A node, by its place in `nodes`. */
  from: number
  /** A node one deeper, by its place in `nodes`. */
  to: number
  /** How many paths go there from there. */
  count: number
}
