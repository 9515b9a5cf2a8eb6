import type { Session, TransferChain } from '@occur/client/protocol'
import { endsSession, headline, toolCallOf } from './events.ts'
import type { TimelineItem } from './timeline.ts'
import { chainTitle, transferReason } from './transfers.ts'

/** How a session came out, in words. */
export interface Ending {
  tone: 'transfer' | 'failed' | 'calm' | 'unknown'
  text: string
}

/** What became of the user: transferred, hung up, done; or nobody wrote it down. */
export function endingOf(
  session: Session | undefined,
  items: readonly TimelineItem[],
  chains: readonly TransferChain[],
): Ending {
  const chain = chains.at(-1)
  if (chain) return { tone: chain.outcome === 'failed' ? 'failed' : 'transfer', text: withTarget(chain) }
  const end = items.findLast(({ event }) => endsSession(event))
  const said = end && headline(end.event)
  const by = session?.user_terminated ? 'The user ended it' : undefined
  if (end) return { tone: 'calm', text: by ?? (said && said !== end.event.type ? said : 'Session ended') }
  return by ? { tone: 'calm', text: by } : { tone: 'unknown', text: 'No end recorded' }
}

function withTarget(chain: TransferChain): string {
  const { target, outcome } = chain
  if (!target) return chainTitle(chain)
  if (outcome === 'failed') return `Transfer to ${target} failed`
  return outcome === 'open' ? `Transfer to ${target} requested` : `Transferred to ${target}`
}

/** Why it was transferred, as the agent told it, and where. */
export function reasonOf(items: readonly TimelineItem[]): { text: string; eventId: string } | undefined {
  for (const { event, kind } of items) {
    const text = kind === 'transfer' ? transferReason(event) : undefined
    if (text !== undefined) return { text, eventId: event.event_id }
  }
  return undefined
}

/** What a tool did in a session. */
export interface ToolUse {
  name: string
  callCount: number
  failedCount: number
  /** All its calls together; undefined when none says how long it took. */
  totalMs: number | undefined
  slowest: { ms: number; eventId: string } | undefined
}

/** The tools of a session, those that took longest first. */
export function toolUses(items: readonly TimelineItem[]): ToolUse[] {
  const uses = new Map<string, ToolUse>()
  for (const item of items) {
    if (item.kind !== 'tool' && !(item.kind === 'transfer' && item.event.source === 'tool-call')) continue
    const { name } = toolCallOf(item.event)
    const use = uses.get(name) ?? { name, callCount: 0, failedCount: 0, totalMs: undefined, slowest: undefined }
    uses.set(name, use)
    use.callCount += 1
    use.failedCount += item.failed ? 1 : 0
    const ms = item.toMs - item.fromMs
    if (ms <= 0) continue
    use.totalMs = (use.totalMs ?? 0) + ms
    if (use.slowest === undefined || ms > use.slowest.ms) use.slowest = { ms, eventId: item.event.event_id }
  }
  return [...uses.values()].sort((a, b) => (b.totalMs ?? -1) - (a.totalMs ?? -1) || b.callCount - a.callCount)
}

export function slowestOf(
  uses: readonly ToolUse[],
): (ToolUse & { slowest: { ms: number; eventId: string } }) | undefined {
  let slowest: ToolUse | undefined
  for (const use of uses) if ((use.slowest?.ms ?? 0) > (slowest?.slowest?.ms ?? 0)) slowest = use
  return slowest as (ToolUse & { slowest: { ms: number; eventId: string } }) | undefined
}
