import type { JourneySession } from '@occur/client/protocol'
import { type Ending, endingOf } from '../../data/ending.ts'
import { useNow } from '../../data/now.ts'
import styles from './journey-axis.module.css'

const meanings: Partial<Record<Ending['kind'], string>> = {
  transferred: 'Transferred',
  failed: 'Had errors',
  running: 'Running',
}

/** What the colours mean, of those that are there. */
export function JourneyLegend({ sessions }: { sessions: readonly JourneySession[] }) {
  const nowMs = useNow()
  const kinds = new Set(sessions.map((session) => endingOf(session, nowMs).kind))
  const shown = (Object.keys(meanings) as Ending['kind'][]).filter((kind) => kinds.has(kind))
  if (shown.length === 0) return null
  return (
    <div className={styles.legend}>
      {shown.map((kind) => (
        <span key={kind} data-kind={kind}>
          {meanings[kind]}
        </span>
      ))}
      {shown.length < kinds.size && <span>Ended otherwise</span>}
    </div>
  )
}
