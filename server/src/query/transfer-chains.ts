import type { TransferChain, TransferKind, TransferStage } from '@occur/client/protocol'
import type { StoredEvent } from '../event/event.ts'
import { formatTimestamp } from '../event/timestamp.ts'
import {
  callIdNames,
  transferIdNames,
  transferStageOf,
  transferStatusNames,
  transferTargetNames,
  transferTypeOf,
} from '../event/transfer-stages.ts'
import { type Said, said } from './said.ts'
import { durationNames, toolCallIdNames } from './timeline-kinds.ts'

/**
 * The transfers of a session, from its events in order. What names the same transfer is of the same; what names none goes
 * on with the latest transfer that can go on so, and what begins a transfer begins another.
 */
export function transferChains(events: readonly StoredEvent[]): TransferChain[] {
  const chains: Step[][] = []
  for (const step of events.flatMap(stepOf)) {
    const chain =
      chains.findLast((chain) => chain.some(({ transferId }) => isSame(transferId, step.transferId))) ??
      chains.findLast((chain) => chain.some(({ callId }) => isSame(callId, step.callId)) && goesOn(chain, step)) ??
      chains.findLast((chain) => goesOn(chain, step))
    if (chain) chain.push(step)
    else chains.push([step])
  }
  return chains.map(answered)
}

/** What one event says of a transfer. */
interface Step {
  event: StoredEvent
  stage: TransferStage
  /** It tells no stage beyond the request, so that there is one such event for each try. */
  begins: boolean
  kind: TransferKind | null
  target: string | undefined
  transferId: string | undefined
  callId: string | undefined
  toolCallId: string | undefined
  /** The tool call that asked for the transfer says `ok: true`. */
  wentWell: boolean
  durationMs: number | undefined
}

function stepOf(event: StoredEvent): Step[] {
  const type = transferTypeOf(event.type)
  if (!type) return []
  const says = said(event.attributes)
  const inside = inner(says, 'transfer')
  const told = type.stage ?? statusOf(inside) ?? statusOf(says)
  // What failed has failed, whatever it would have been.
  const stage = says.failed && told !== 'canceled' ? 'failed' : (told ?? 'requested')
  return [
    {
      event,
      stage,
      begins: told === undefined || told === 'requested',
      kind: type.kind,
      target: [inside, says, inner(says, 'arguments')].map((one) => idOf(one, transferTargetNames)).find(isTold),
      transferId: idOf(says, transferIdNames) ?? idOf(inside, ['id', ...transferIdNames]),
      callId: idOf(inside, callIdNames) ?? idOf(says, callIdNames),
      toolCallId: idOf(says, toolCallIdNames),
      wentWell: says.json('ok') === 'true',
      durationMs: says.number(...durationNames),
    },
  ]
}

function goesOn(chain: readonly Step[], step: Step): boolean {
  const ids = ['transferId', 'toolCallId'] as const
  const isAnother = chain.some(
    (other) =>
      ids.some((id) => isTold(other[id]) && isTold(step[id]) && other[id] !== step[id]) ||
      (other.kind !== null && step.kind !== null && other.kind !== step.kind),
  )
  if (isAnother) return false
  const stages = chain.map(({ stage }) => stage)
  if (stages.some((stage) => closing.includes(stage))) return step.stage === 'ended' && !stages.includes('ended')
  if (!step.begins) return true
  // A tool call that asks for a transfer, and the telephone system that says so too, are one try; two such calls are two.
  return chain.every(
    (other) =>
      other.stage === 'requested' &&
      (other.event.type !== step.event.type || isSame(other.toolCallId, step.toolCallId)),
  )
}

const closing: readonly TransferStage[] = ['ended', 'failed', 'canceled']

function answered(chain: readonly Step[]): TransferChain {
  const [first, last] = [chain[0]!, chain.at(-1)!]
  return {
    id: chain.map(({ transferId }) => transferId).find(isTold) ?? first.event.event_id,
    kind: chain.map(({ kind }) => kind).find((kind) => kind !== null) ?? null,
    target: chain.map(({ target }) => target).find(isTold) ?? null,
    outcome: outcomeOf(chain),
    duration_ms:
      chain.length === 1
        ? (first.durationMs ?? 0)
        : Number((last.event.timestamp - first.event.timestamp) / 1000n) / 1000,
    stages: chain.map(({ stage, event: { event_id, type, timestamp } }) => ({
      stage,
      event_id,
      type,
      timestamp: formatTimestamp(timestamp),
    })),
  }
}

/** The end of a transfer settles it only if nothing did before: one that failed ends as well. */
function outcomeOf(chain: readonly Step[]): TransferChain['outcome'] {
  let outcome: TransferChain['outcome'] = 'open'
  for (const { stage } of chain) {
    if (stage === 'connected' || stage === 'completed') outcome = 'completed'
    else if (stage === 'failed' || stage === 'canceled') outcome = 'failed'
    else if (stage === 'ended' && outcome === 'open') outcome = 'completed'
  }
  // Most senders write a single event, when the tool call that makes the transfer has returned.
  const isRequestOnly = chain.every(({ stage }) => stage === 'requested')
  return isRequestOnly && chain.some(({ wentWell }) => wentWell) ? 'completed' : outcome
}

function statusOf(says: Said): TransferStage | undefined {
  return transferStatusNames.map((name) => transferStageOf(says.text(name))).find(isTold)
}

/** A text, or a number as it was written. */
function idOf(says: Said, names: readonly string[]): string | undefined {
  return names
    .map((name) => says.text(name) ?? (says.number(name) === undefined ? undefined : says.json(name)))
    .find((one) => isTold(one) && one !== '')
}

/** What an attribute that is an object says. */
function inner(says: Said, name: string): Said {
  const json = says.json(name)
  return said(json?.startsWith('{') ? json : null)
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other
}

function isTold<Value>(value: Value | undefined): value is Value {
  return value !== undefined
}
