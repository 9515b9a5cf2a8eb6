import { createHash } from 'node:crypto'
import type { FieldProblem } from '@occur/client/protocol'
import type { TimestampNs } from './timestamp.ts'

/** An event that was refused, with all that is needed to correct it. */
export interface RejectedEvent {
  rejected_id: string
  received_at: TimestampNs
  problems: FieldProblem[]
  raw: string
  /** True when `raw` is not all that was sent, or not what was sent: it was too long, or not text. */
  raw_truncated: boolean
  replayed_at: TimestampNs | null
}

export interface NewRejectedEvent extends Omit<RejectedEvent, 'raw' | 'replayed_at'> {
  project: string
  raw: Buffer
}

/** Keeps what was refused. */
export interface RejectedEvents {
  /** On disk when it resolves. Text that was refused before is not kept twice. */
  add(rejected: readonly NewRejectedEvent[]): Promise<void>
  /** Newest first: those that were replayed, those that were not, or all. */
  list(
    project: string,
    asked: { offset: number; countMax: number; isReplayed?: boolean },
  ): Promise<{ items: RejectedEvent[]; count: number }>
  /** Throws `not_found`. */
  get(project: string, rejected_id: string): Promise<RejectedEvent>
  markReplayed(project: string, event: RejectedEvent, replayed_at: TimestampNs): Promise<void>
}

/** Named after its text, so that a sender that tries again and again adds nothing. */
export function rejectedIdOf(raw: Uint8Array): string {
  return `r_${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`
}
