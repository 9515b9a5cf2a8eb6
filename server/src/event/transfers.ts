import type { Views } from '@occur/client/filter'
import type { TransferGrouping, TransfersQuestion } from '@occur/client/protocol'
import type { Asked } from './filter.ts'
import { filterOf, rangeOf } from './question.ts'
import type { TimestampNs } from './timestamp.ts'

/** A question for transfers that was understood. */
export interface CheckedTransfers {
  /** Null for all sessions. */
  asked: Asked | null
  /** Inclusive. */
  from?: TimestampNs
  /** Exclusive. */
  to?: TimestampNs
  by: TransferGrouping
  top: number
  preceding: number
}

const topDefault = 10
const precedingDefault = 5

/** Throws a `QuestionError`, of which a mistake in the filter is the cause. */
export function checkTransfers(question: TransfersQuestion, now: TimestampNs, views: Views): CheckedTransfers {
  const { q = '', by = 'tool', top = topDefault, preceding = precedingDefault } = question
  return {
    asked: q.trim() === '' ? null : { filter: filterOf(q, 'q', views), now },
    ...rangeOf(question),
    by,
    top,
    preceding,
  }
}
