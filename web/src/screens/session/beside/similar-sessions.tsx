import type { EventKind } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { countOf } from '../../../data/format.ts'
import { similarSessionsQuery } from '../../../data/session-queries.ts'
import { Failure, RowSkeleton } from '../../../parts/states.tsx'
import styles from './beside.module.css'
import { SessionLine } from './session-line.tsx'

/** Sessions in which the same happened. */
export function SimilarSessions({ sessionId }: { sessionId: string }) {
  const { data, error, refetch } = useQuery(similarSessionsQuery(sessionId))
  if (error && !data) return <Failure error={error} retry={refetch} />
  if (!data) return <RowSkeleton rows={6} />
  if (data.items.length === 0) return <p className={styles.none}>No other session had the same happen in it.</p>
  return (
    <>
      <ul className={styles.sessions}>
        {data.items.map(({ session, outcome, score, shared, others }) => (
          <SessionLine
            key={session.session_id}
            session={session}
            outcome={outcome}
            measure={<span title="How alike they are">{Math.round(score * 100)} %</span>}
          >
            {shared.length > 0 && <>Both: {kindsText(shared)}</>}
            {others.length > 0 && <>. Only there: {kindsText(others)}</>}
          </SessionLine>
        ))}
      </ul>
      <p className={styles.covered}>Compared with {countOf(data.covered.sessions, 'session')}.</p>
    </>
  )
}

const kindsMax = 3

function kindsText(kinds: readonly EventKind[]): string {
  const names = kinds
    .slice(0, kindsMax)
    .map(({ type, source_id, failed }) => `${source_id ?? type ?? 'event'}${failed ? ' failed' : ''}`)
  return [...new Set(names)].join(', ') + (kinds.length > kindsMax ? ` and ${kinds.length - kindsMax} more` : '')
}
