import type * as protocol from '@occur/client/protocol'
import { type FoundMark, type FoundOutline, outlineSlots } from '../event/outline.ts'
import { plain } from '../event/plain-name.ts'
import type { SessionFacts } from '../event/session.ts'
import { transferTypeOf } from '../event/transfer-stages.ts'
import type { SessionReads } from '../store/session-reads.ts'
import { said } from './said.ts'
import { timelineKind } from './timeline-kinds.ts'
import { transferChains } from './transfer-chains.ts'

/** Outlines are read for so many sessions at once: of very long ones that is already much. */
export const outlinedMax = 100

/** The outlines of these sessions, by session id. */
export async function sessionOutlines(
  reads: SessionReads,
  project: string,
  sessions: readonly SessionFacts[],
  left?: AbortSignal,
): Promise<Map<string, protocol.SessionOutline>> {
  const found = await reads.outlines(project, sessions, left)
  return new Map([...found].map(([session_id, outline]) => [session_id, outlineAnswer(outline)]))
}

type Kind = 'user' | 'agent' | 'tool' | 'transfer' | 'other'

function outlineAnswer({ marks, transfers }: FoundOutline): protocol.SessionOutline {
  const last = transferChains(transfers).at(-1)
  const slotsOf = (isWanted: (mark: FoundMark) => boolean) =>
    [...new Set(marks.filter(isWanted).map(({ slot }) => slot))].toSorted((a, b) => a - b)
  const ofKind = (kind: Kind) => slotsOf((mark) => kindOf(mark) === kind)
  return {
    slots: outlineSlots,
    user: ofKind('user'),
    agent: ofKind('agent'),
    tool: ofKind('tool'),
    transfer: ofKind('transfer'),
    failed: slotsOf(({ failed }) => failed),
    other: ofKind('other'),
    last_transfer: last ? { kind: last.kind, target: last.target, outcome: last.outcome } : null,
    has_end: marks.some(({ type }) => endTypes.has(plain(type))),
  }
}

const endTypes = new Set(['session-end', 'session-ended', 'call-end', 'call-ended'])

/** As on a timeline, but by names alone: no attributes were read. A transfer is one, whoever made it. */
function kindOf(mark: FoundMark): Kind {
  if (transferTypeOf(mark.type)) return 'transfer'
  const kind = timelineKind(mark, saidNothing)
  if (kind.kind === 'transcript') return kind.speaker
  return kind.kind === 'tool' ? 'tool' : 'other'
}

const saidNothing = said(null)
