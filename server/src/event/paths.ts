import type { FieldRef, Views } from '@occur/client/filter'
import type { PathsQuestion } from '@occur/client/protocol'
import type { Asked } from './filter.ts'
import { filterOf, ownGroupField, rangeOf, type UnitField, unitFields } from './question.ts'
import type { TimestampNs } from './timestamp.ts'

/** A question for paths that was understood. */
export interface CheckedPaths {
  start: Asked
  /** Which events are steps. */
  asked: Asked
  /** Inclusive. */
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
  direction: 'after' | 'before'
  depth: number
  by: FieldRef
  /** The field that names what a path is within. */
  unit: UnitField
  top: number
}

const depthDefault = 3
const topDefault = 10

/** Throws a `QuestionError`, of which a mistake in a filter is the cause. */
export function checkPaths(question: PathsQuestion, now: TimestampNs, views: Views): CheckedPaths {
  return {
    start: { filter: filterOf(question.start, 'start', views), now },
    asked: { filter: filterOf(question.q ?? '', 'q', views), now },
    ...rangeOf(question),
    direction: question.direction ?? 'after',
    depth: question.depth ?? depthDefault,
    by: ownGroupField(question.by ?? 'type', 'by'),
    unit: unitFields[question.within ?? 'session'],
    top: question.top ?? topDefault,
  }
}
