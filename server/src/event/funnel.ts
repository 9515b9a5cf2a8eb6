import type { FieldRef, Views } from '@occur/client/filter'
import type { Funnel, QuestionUnit } from '@occur/client/protocol'
import type { Asked } from './filter.ts'
import { filterOf, ownGroupField, QuestionError, rangeOf, type UnitField, unitFields } from './question.ts'
import type { TimestampNs } from './timestamp.ts'

/** A funnel that was understood. */
export interface CheckedFunnel {
  /** Which events count at all. */
  asked: Asked
  steps: readonly Asked[]
  /** Of first steps; inclusive. */
  from?: TimestampNs
  /** Of first steps; exclusive. */
  to?: TimestampNs
  /** The field by which those are told apart who go through it. */
  unit: UnitField
  /** The longest time from the first step to the last; null for any. */
  windowNs: bigint | null
  groupBy: FieldRef | null
  top: number
  dropOuts: DropOutsWanted | null
}

export interface DropOutsWanted {
  /** Counted from 1. */
  afterStep: number
  limit: number
}

/** Sessions and conversations end by themselves; people come back after months, which is no longer the same attempt. */
const windowSecondsDefault: Record<QuestionUnit, number | null> = {
  session: null,
  conversation: null,
  user: 7 * 86_400,
}
const topDefault = 10
const dropOutsDefault = 100

/** Throws a `QuestionError`, of which a mistake in a filter is the cause. */
export function checkFunnel(funnel: Funnel, now: TimestampNs, views: Views): CheckedFunnel {
  const { steps, drop_outs, within = 'session' } = funnel
  const windowSeconds = funnel.window_seconds ?? windowSecondsDefault[within]
  if (drop_outs && drop_outs.after_step >= steps.length) {
    throw new QuestionError('drop_outs.after_step', `nobody drops out after the last of ${steps.length} steps`)
  }
  return {
    asked: { filter: filterOf(funnel.q ?? '', 'q', views), now },
    steps: steps.map(({ q }, at) => ({ filter: filterOf(q, `steps.${at}.q`, views), now })),
    ...rangeOf(funnel),
    unit: unitFields[within],
    windowNs: windowSeconds === null ? null : BigInt(Math.round(windowSeconds * 1e9)),
    groupBy: funnel.group_by === undefined ? null : ownGroupField(funnel.group_by, 'group_by'),
    top: funnel.top ?? topDefault,
    dropOuts: drop_outs ? { afterStep: drop_outs.after_step, limit: drop_outs.limit ?? dropOutsDefault } : null,
  }
}
