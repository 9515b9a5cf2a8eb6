import type { SessionTransfers, TransferChain, TransferStage } from '@occur/client/protocol'
import { queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'
import type { KnownEvent } from './events.ts'
import { toolCallOf } from './events.ts'
import { isObject } from './json.ts'

/** Of each event of a transfer: which transfer, and the how-manieth step. */
export type StagesByEvent = ReadonlyMap<string, { chain: TransferChain; place: number }>

export function sessionTransfersQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['session', sessionId, 'transfers'],
    queryFn: ({ signal }) =>
      request<SessionTransfers>(`/api/v1/sessions/${encodeURIComponent(sessionId)}/transfers`, { signal }),
  })
}

export function stagesOf(chains: readonly TransferChain[]): StagesByEvent {
  return new Map(
    chains.flatMap((chain) => chain.stages.map(({ event_id }, place) => [event_id, { chain, place }] as const)),
  )
}

/** The events after which the user was with whom he was transferred to. */
export function connectsOf(chains: readonly TransferChain[]): ReadonlySet<string> {
  const connected = chains.flatMap(({ stages }) =>
    stages.filter(({ stage }) => stage === 'answered' || stage === 'connected' || stage === 'completed'),
  )
  return new Set(connected.map(({ event_id }) => event_id))
}

export const stageNames: Record<TransferStage, string> = {
  requested: 'Requested',
  dialing: 'Dialing',
  ringing: 'Ringing',
  answered: 'Answered',
  connected: 'Connected',
  completed: 'Completed',
  ended: 'Ended',
  failed: 'Failed',
  canceled: 'Canceled',
}

const whom: Record<string, string> = { human: 'a person', phone: 'a phone number', agent: 'another agent' }

/** `Transferred to a person`, `Transfer to a phone number failed`, `Transfer requested`. */
export function chainTitle({ kind, outcome }: TransferChain): string {
  const to = kind ? ` to ${whom[kind]}` : ''
  if (outcome === 'failed') return `Transfer${to} failed`
  return outcome === 'open' ? `Transfer${to} requested` : `Transferred${to}`
}

/** Agents that transfer say why, under one of these names: in what they ask the tool, or beside it. */
export function transferReason(event: KnownEvent): string | undefined {
  const { request } = toolCallOf(event)
  const { transfer } = event.attributes ?? {}
  for (const told of [request, transfer, event.attributes]) {
    if (!isObject(told)) continue
    const found = ['summary', 'reason', 'message', 'why'].map((name) => told[name]).find(isText)
    if (found !== undefined) return found
  }
  return undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
