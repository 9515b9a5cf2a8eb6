import type { TransferChain as Chain } from '@occur/client/protocol'
import { ChevronRight } from 'lucide-react'
import { hasFailed, headline, type KnownEvent, toolCallOf } from '../../data/events.ts'
import { isObject, type Value } from '../../data/json.ts'
import { transferTitle } from '../../data/moments.ts'
import { formatDuration } from '../../data/time.ts'
import { chainTitle, transferReason } from '../../data/transfers.ts'
import { oneLine, ToolCallParts } from './tool-call-block.tsx'
import styles from './transfer-block.module.css'
import { TransferChain } from './transfer-chain.tsx'

interface TransferBlockProps {
  event: KnownEvent
  /** From its request to its end, once that is known. */
  chain: Chain | undefined
  isUnfolded: boolean
  onUnfold: () => void
  onGoTo: (eventId: string) => void
}

/** Where the agent gave the user away: what most readers of a session look for first. */
export function TransferBlock({ event, chain, isUnfolded, onUnfold, onGoTo }: TransferBlockProps) {
  const call = toolCallOf(event)
  const failed = hasFailed(event) || chain?.outcome === 'failed'
  const told = transferOf(event.attributes?.transfer)
  const tookMs = chain && chain.stages.length > 1 ? chain.duration_ms : call.durationMs
  const facts = [
    chain?.target ?? told.target,
    chain && chain.stages.length > 1 ? undefined : told.status,
    tookMs !== undefined && tookMs > 0 && formatDuration(tookMs),
  ].filter(Boolean)
  const hasParts = call.request !== undefined || call.result !== undefined || call.error !== undefined
  return (
    <div className={styles.transfer} data-failed={failed || undefined}>
      <div className={styles.head}>
        <h2>{chain ? chainTitle(chain) : transferTitle({ event, failed })}</h2>
        <span className={styles.facts}>
          <bdi>{facts.join(' · ')}</bdi>
        </span>
      </div>
      {chain && chain.stages.length > 1 && <TransferChain chain={chain} onGoTo={onGoTo} />}
      <p className={styles.why}>
        <bdi>{transferReason(event) ?? (headline(event) || oneLine(call.request))}</bdi>
      </p>
      {hasParts && (
        <button type="button" className={styles.toggle} aria-expanded={isUnfolded} onClick={onUnfold}>
          <ChevronRight size={13} aria-hidden />
          <span className="mono">{call.name}</span>
        </button>
      )}
      {isUnfolded && hasParts && (
        <div className={styles.body}>
          <ToolCallParts call={call} />
        </div>
      )}
    </div>
  )
}

function transferOf(transfer: Value | undefined): { target?: string; status?: string } {
  if (!isObject(transfer)) return {}
  const { target, status } = transfer
  return { ...(typeof target === 'string' ? { target } : {}), ...(typeof status === 'string' ? { status } : {}) }
}
