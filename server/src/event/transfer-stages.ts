import type { TransferKind, TransferStage } from '@occur/client/protocol'
import { plain } from './plain-name.ts'

/**
 * How events say that a caller is handed over, and how far it went. There is no standard for it, so these are the two tables
 * to extend. Names and words are compared in lower case, with `-` for every `_`, `.` and space: `transfer_started` is
 * `transfer-started`.
 */

/**
 * What the type of such an event is, alone or with a word of a stage behind it: `human-transfer`, `human-transfer-failed`.
 * Alone it says that the transfer was requested, unless the attributes say more. `transfer` alone is too common a word.
 */
const names: readonly { name: string; kind: TransferKind | null; alone: boolean }[] = [
  { name: 'human-transfer', kind: 'human', alone: true },
  { name: 'phone-transfer', kind: 'phone', alone: true },
  { name: 'call-transfer', kind: 'phone', alone: true },
  { name: 'agent-handoff', kind: 'agent', alone: true },
  { name: 'transfer', kind: null, alone: false },
  { name: 'handoff', kind: null, alone: false },
]

/** The stages in the order in which they come, and the words for them: in types, and in a status among the attributes. */
const words: Readonly<Record<TransferStage, readonly string[]>> = {
  requested: ['requested', 'request', 'initiated', 'queued', 'pending'],
  dialing: ['dialing', 'dialling', 'dialed', 'started', 'start', 'calling', 'in-progress'],
  ringing: ['ringing', 'ring', 'alerting'],
  answered: ['answered', 'answer', 'accepted', 'picked-up'],
  connected: ['connected', 'bridged', 'joined'],
  completed: ['completed', 'complete', 'succeeded', 'success', 'successful', 'transferred', 'done', 'ok'],
  ended: ['ended', 'end', 'hung-up', 'hangup', 'disconnected'],
  failed: [
    'failed',
    'failure',
    'error',
    'rejected',
    'declined',
    'busy',
    'no-answer',
    'unanswered',
    'timeout',
    'timed-out',
    'voicemail',
    'unreachable',
  ],
  canceled: ['canceled', 'cancelled', 'cancel', 'aborted', 'abandoned'],
}

/** Words behind a name that say nothing by themselves: the attributes tell the stage. */
const updates = ['update', 'updated', 'status']

export const transferStages = Object.keys(words) as TransferStage[]

const stageOfWord = new Map(transferStages.flatMap((stage) => words[stage].map((word) => [word, stage] as const)))

/** What a type says of a transfer. `stage` is null where the attributes have to tell it. */
export interface TransferType {
  kind: TransferKind | null
  stage: TransferStage | null
}

const types = new Map<string, TransferType>(
  names.flatMap(({ name, kind, alone }) => [
    ...(alone ? [[name, { kind, stage: null }] as const] : []),
    ...updates.map((word) => [`${name}-${word}`, { kind, stage: null }] as const),
    ...[...stageOfWord].map(([word, stage]) => [`${name}-${word}`, { kind, stage }] as const),
  ]),
)

/** Every type of an event of a transfer, as `plain` makes it. */
export const plainTransferTypes: readonly string[] = [...types.keys()]

/** Undefined for the type of any other event. */
export function transferTypeOf(type: string | null): TransferType | undefined {
  return types.get(plain(type))
}

/** Undefined for a word that names no stage. */
export function transferStageOf(status: string | undefined): TransferStage | undefined {
  return status === undefined ? undefined : stageOfWord.get(plain(status))
}

/** Attributes that tell the stage, and to whom the transfer goes; looked for in `attributes.transfer` first. */
export const transferStatusNames = ['status', 'outcome', 'state', 'transfer_status'] as const
export const transferTargetNames = [
  'target',
  'destination',
  'to',
  'to_number',
  'phone_number',
  'transfer_to',
  'to_agent',
  'queue',
  'department',
] as const

/** Attributes that name one transfer, whatever else happens in its session. */
export const transferIdNames = ['transfer_id', 'transferId', 'handoff_id'] as const
/** Attributes that name a call: a transfer may have several, and several transfers may be of one call. */
export const callIdNames = ['DialCallSid', 'call_sid', 'CallSid', 'callSid', 'call_id'] as const
