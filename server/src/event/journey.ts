import type { JourneySession, Outcome } from '@occur/client/protocol'
import type { FoundSession, SessionFacts } from './session.ts'

/** A session on a way of several. */
export interface FoundJourneySession extends FoundSession {
  last_event: LastEvent
  /** Nanoseconds since all the sessions before it on this way had ended; null for the first. */
  gapNs: bigint | null
}

export type LastEvent = JourneySession['last_event']

/** How a session came out, decided by what is counted of it. */
export function outcomeOf({
  transfer_count,
  error_count,
}: Pick<SessionFacts, 'transfer_count' | 'error_count'>): Outcome {
  if (transfer_count > 0) return 'transferred'
  return error_count > 0 ? 'failed' : 'ended'
}
