import { ChevronRight } from 'lucide-react'
import { hasFailed, headline, type KnownEvent, toolCallOf } from '../../data/events.ts'
import { isObject, type Value } from '../../data/json.ts'
import { formatDuration } from '../../data/time.ts'
import { oneLine, ToolCallParts } from './tool-call-block.tsx'
import styles from './transfer-block.module.css'

const titles: Record<string, string> = {
  'human-transfer': 'Transferred to a person',
  'phone-transfer': 'Transferred to a phone number',
  'agent-handoff': 'Handed to another agent',
}

interface TransferBlockProps {
  event: KnownEvent
  isUnfolded: boolean
  onUnfold: () => void
}

/** Where the agent gave the user away: what most readers of a session look for first. */
export function TransferBlock({ event, isUnfolded, onUnfold }: TransferBlockProps) {
  const call = toolCallOf(event)
  const { target, status } = transferOf(event.attributes?.transfer)
  const facts = [target, status, call.durationMs !== undefined && formatDuration(call.durationMs)].filter(Boolean)
  return (
    <div className={styles.transfer}>
      <div className={styles.head}>
        <h2>{titles[event.type ?? ''] ?? 'Transferred'}</h2>
        <span className={styles.facts}>{facts.join(' · ')}</span>
        {hasFailed(event) && <span className={styles.failed}>failed</span>}
      </div>
      <p className={styles.why}>
        <bdi>{reasonOf(call.request) ?? (headline(event) || oneLine(call.request))}</bdi>
      </p>
      {(call.request !== undefined || call.result !== undefined) && (
        <button type="button" className={styles.toggle} aria-expanded={isUnfolded} onClick={onUnfold}>
          <ChevronRight size={13} aria-hidden />
          <span className="mono">{call.name}</span>
        </button>
      )}
      {isUnfolded && (
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

/** Agents that transfer say why, under one of these names. */
function reasonOf(request: Value | undefined): string | undefined {
  if (!isObject(request)) return undefined
  const { summary, reason, message } = request
  return [summary, reason, message].find((text) => typeof text === 'string' && text !== '') as string | undefined
}
