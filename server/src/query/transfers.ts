import type { Views } from '@occur/client/filter'
import type { SessionTransfers, TransferRate, TransfersAnswer, TransfersQuestion } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import { checkTransfers } from '../event/transfers.ts'
import type { CountedSessions, FoundBefore, TransferReads } from '../store/find-transfers.ts'
import type { SessionReads } from '../store/session-reads.ts'
import { Account } from './account.ts'
import { transferChains } from './transfer-chains.ts'

export type { TransferReads }

/** Answers a question for transfers. What is wrong with it throws a `QuestionError`. */
export async function askTransfers(
  reads: TransferReads,
  project: string,
  question: TransfersQuestion,
  views: Views,
  asker?: Asker,
): Promise<TransfersAnswer> {
  const account = new Account(asker)
  const checked = checkTransfers(question, BigInt(Date.now()) * 1_000_000n, views)
  const { all, groups, groupCount, grouped, passed } = await reads.rates(project, checked, account.asker)
  const before = await reads.before(project, checked, account.asker)
  const ungrouped = {
    sessions: all.sessions - grouped.sessions,
    withTransfer: all.withTransfer - grouped.withTransfer,
  }
  const withNone = ungrouped.sessions === 0 ? groups : [...groups, { value: null, ...ungrouped }]
  return {
    ...rateOf(all),
    groups: withNone
      .toSorted((a, b) => b.sessions - a.sessions)
      .slice(0, checked.top)
      .map(({ value, ...counts }) => ({ value, ...rateOf(counts) })),
    group_count: groupCount + (ungrouped.sessions === 0 ? 0 : 1),
    before: byPosition(before),
    covered: account.covered(
      checked.from ?? passed?.first ?? null,
      checked.to ?? (passed ? passed.last + 1n : null),
      passed?.events ?? 0,
    ),
  }
}

function rateOf({ sessions, withTransfer }: CountedSessions): TransferRate {
  return { sessions, with_transfer: withTransfer, rate: sessions === 0 ? null : withTransfer / sessions }
}

function byPosition(found: readonly FoundBefore[]): TransfersAnswer['before'] {
  return [...Map.groupBy(found, ({ position }) => position)].map(([position, events]) => ({
    position: -position,
    events: events.map(({ type, source_id, count }) => ({ type, source_id, count })),
  }))
}

/** The chains of a session are answered in one piece, so there is a largest one. */
const eventsMax = 1000

/** Throws `not_found`. */
export async function sessionTransfers(
  { sessionReads, transferReads }: { sessionReads: SessionReads; transferReads: TransferReads },
  project: string,
  session_id: string,
  left?: AbortSignal,
): Promise<SessionTransfers> {
  const session = await sessionReads.facts(project, session_id, left)
  const events = await transferReads.ofSession(project, session, eventsMax + 1, left ? { left } : {})
  const transfers = transferChains(events.slice(0, eventsMax))
  return { session_id, transfers, ...(events.length > eventsMax && { events_truncated: true }) }
}
