import type { Covered as CoveredFacts } from '@occur/client/protocol'
import { countOf, formatCount } from '../../data/format.ts'
import { useNow } from '../../data/now.ts'
import { formatDuration, formatExact } from '../../data/time.ts'
import { Time } from '../time.tsx'
import styles from './covered.module.css'

/** What an answer rests on. */
export function Covered({ covered, isStale = false }: { covered: CoveredFacts; isStale?: boolean }) {
  const { from, to, events, rows_read, elapsed_ms } = covered
  const nowMs = useNow()
  return (
    <p className={styles.covered}>
      <span className="sr-only">The answer covers:</span>
      <span>{countOf(events, 'event')}</span>
      {from && to && (
        <span title={`${formatExact(from, nowMs)}\n–\n${formatExact(to, nowMs)}`}>
          <Time at={from} as="datetime" /> – <Time at={to} as="datetime" />
        </span>
      )}
      <span title="Nothing was sampled or estimated">exact</span>
      <span title="Of events, and of counts that are kept beside them">{formatCount(rows_read)} rows read</span>
      <span>{formatDuration(elapsed_ms)}</span>
      {isStale && <span role="status">Asking again…</span>}
    </p>
  )
}
