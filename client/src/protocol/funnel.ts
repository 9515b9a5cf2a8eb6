import type { Covered, QuestionUnit } from './questions.ts'

/** `POST /api/v1/ask/funnel`: how many go through these steps in this order, how fast, and where the others stop. */
export interface Funnel {
  /** Two to ten, in order. Each is a filter; other events may stand between them. */
  steps: FunnelStep[]
  /** Which events count at all: a filter. */
  q?: string
  /** RFC 3339 or a bare date; inclusive. Who takes the first step from here on, and before `to`, is counted. */
  from?: string
  /** RFC 3339 or a bare date; exclusive. Later steps may follow after it only while the window lasts. */
  to?: string
  /** Who goes through the steps; default `session`. Events that name none take no part. */
  within?: QuestionUnit
  /** How long it may take from the first step to the last. Default: any time; for users seven days. */
  window_seconds?: number
  /** A field, or `attributes.` with a path: the value of the event that is the first step. */
  group_by?: string
  /** How many groups are answered by themselves, default 10; the others are answered together. */
  top?: number
  /** Who got to this step, counted from 1, and no further; the newest first. `limit` is 100 unless told. */
  drop_outs?: { after_step: number; limit?: number }
}

export interface FunnelStep {
  q: string
  /** Default: the filter itself. */
  name?: string
}

export interface FunnelAnswer {
  steps: (ReachedStep & { name: string })[]
  /** With `group_by`: those with the most first steps first. */
  groups: { key: string | null; steps: ReachedStep[] }[]
  /** The groups beyond `top`, as one; null when there are none. */
  rest: { steps: ReachedStep[] } | null
  /** When they were asked for. `at` is the instant of their last step. */
  drop_outs?: { id: string; at: string }[]
  /** How long it could take; null when that was any time. */
  window_seconds: number | null
  /** `events` are those that pass a step. */
  covered: Covered
}

export interface ReachedStep {
  /** How many got here. */
  count: number
  /** The part of those at the step before who got here; null for the first step, and of nobody. */
  from_previous: number | null
  /** The part of those at the first step who got here; null of nobody. */
  from_first: number | null
  /** How long it took them since the step before; null for the first step, and for nobody. */
  seconds: { median: number; p90: number; average: number } | null
}
