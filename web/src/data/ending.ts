import type { JourneySession, ListedSession } from '@occur/client/protocol'
import { countOf } from './format.ts'
import { msOf } from './time.ts'

/** How a session ended: what became of it, told in a few words. */
export interface Ending {
  kind: 'running' | 'transferred' | 'failed' | 'user' | 'agent' | 'ended' | 'silent'
  /** For a list: `To +1804…`, `Had errors`, `Ended by user`. */
  label: string
  /** A sentence, for whoever wants to know more. */
  detail: string
}

/** So long after its last event, a session without an end is taken for over. */
export const silenceMsMax = 10 * 60_000

export type EndedSession = Pick<
  ListedSession | JourneySession,
  'last_timestamp' | 'transfer_count' | 'error_count' | 'user_terminated' | 'outline'
>

/** The first that fits decides: it still runs, was transferred, had errors, was ended by somebody, ended, or fell silent. */
export function endingOf(session: EndedSession, nowMs: number): Ending {
  const { last_timestamp, transfer_count, error_count, user_terminated, outline } = session
  const hasEnd = outline?.has_end ?? false
  if (!hasEnd && nowMs - msOf(last_timestamp) < silenceMsMax) {
    return {
      kind: 'running',
      label: 'Running',
      detail: 'Its last event is less than ten minutes old, and none says that it is over.',
    }
  }
  if (transfer_count > 0 || outline?.last_transfer) return transferOf(outline?.last_transfer)
  if (error_count > 0) {
    const events = error_count === 1 ? 'One event says' : `${countOf(error_count, 'event')} say`
    return {
      kind: 'failed',
      label: 'Had errors',
      detail: `${events} that something failed, and there was no transfer.`,
    }
  }
  if (user_terminated !== null) {
    const by = user_terminated ? 'user' : 'agent'
    return { kind: by, label: `Ended by ${by}`, detail: `The ${by} ended it, without a transfer and without an error.` }
  }
  return hasEnd
    ? {
        kind: 'ended',
        label: 'Ended',
        detail: 'It ended without a transfer and without an error; by whom, no event says.',
      }
    : { kind: 'silent', label: 'Fell silent', detail: 'Nothing more came, and no event says that it is over.' }
}

const takers = { human: 'a person', phone: 'a phone number', agent: 'another agent' }

type Transfer = NonNullable<EndedSession['outline']>['last_transfer']

function transferOf(transfer: Transfer | undefined): Ending {
  const taker = transfer?.target ?? (transfer?.kind ? takers[transfer.kind] : undefined)
  if (transfer?.outcome === 'failed') {
    return { kind: 'failed', label: 'Transfer failed', detail: `The transfer${taker ? ` to ${taker}` : ''} failed.` }
  }
  const detail = `Transferred${taker ? ` to ${taker}` : ''}${transfer?.outcome === 'open' ? '; whether anybody answered, no event says' : ''}.`
  return { kind: 'transferred', label: taker ? `To ${taker}` : 'Transferred', detail }
}
