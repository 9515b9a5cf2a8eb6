import type { TransferChain as Chain } from '@occur/client/protocol'
import type { KnownEvent } from '../../data/events.ts'
import { headline } from '../../data/events.ts'
import { formatDuration, formatExact, msOf } from '../../data/time.ts'
import { type StagesByEvent, stageNames } from '../../data/transfers.ts'
import styles from './transfer-block.module.css'

/** A transfer from its request to its end; each step leads to its event. */
export function TransferChain({ chain, onGoTo }: { chain: Chain; onGoTo: (eventId: string) => void }) {
  let beforeMs: number | undefined
  return (
    <ol className={styles.chain} aria-label="Steps of the transfer">
      {chain.stages.map(({ stage, event_id, timestamp }) => {
        const atMs = msOf(timestamp)
        const since = beforeMs === undefined ? undefined : atMs - beforeMs
        beforeMs = atMs
        return (
          <li key={event_id} data-stage={stage}>
            <button type="button" onClick={() => onGoTo(event_id)} title={formatExact(timestamp, Date.now())}>
              {stageNames[stage]}
              {since !== undefined && <span>+{formatDuration(since)}</span>}
            </button>
          </li>
        )
      })}
      {chain.outcome === 'open' && <li data-stage="open">No end recorded</li>}
    </ol>
  )
}

/** A later event of a transfer: which step it was. */
export function TransferStep({
  event,
  stage: { chain, place },
  onGoTo,
}: {
  event: KnownEvent
  stage: NonNullable<ReturnType<StagesByEvent['get']>>
  onGoTo: (eventId: string) => void
}) {
  const { stage, timestamp } = chain.stages[place] as Chain['stages'][number]
  const first = chain.stages[0] as Chain['stages'][number]
  return (
    <div className={styles.step} data-stage={stage}>
      <b>Transfer: {stageNames[stage].toLowerCase()}</b>
      <button type="button" className={styles.since} onClick={() => onGoTo(first.event_id)} title="Go to the request">
        {formatDuration(msOf(timestamp) - msOf(first.timestamp))} after it began
      </button>
      {headline(event) !== event.type && <bdi>{headline(event)}</bdi>}
    </div>
  )
}
