import type { Outcome, Session } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countOf } from '../../../data/format.ts'
import { formatDuration } from '../../../data/time.ts'
import styles from './beside.module.css'

const outcomeNames: Record<Outcome, string> = { transferred: 'transferred', failed: 'had errors', ended: 'ended' }

/** Another session in two lines: which, how it came out, how long it was, and what is said of it. */
export function SessionLine({
  session: { session_id, duration, event_count },
  outcome,
  isThis = false,
  measure,
  children,
}: {
  session: Pick<Session, 'session_id' | 'duration' | 'event_count'>
  outcome: Outcome
  isThis?: boolean
  measure: ReactNode
  children: ReactNode
}) {
  return (
    <li className={styles.session} data-this={isThis || undefined}>
      <span className={styles.sessionHead}>
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: session_id }}
          aria-current={isThis ? 'true' : undefined}
          preload={false}
        >
          <bdi>{session_id}</bdi>
        </Link>
        {isThis && <b>this one</b>}
        <span className={styles.measure}>{measure}</span>
      </span>
      <span className={styles.sessionFacts}>
        <span data-outcome={outcome}>{outcomeNames[outcome]}</span> · {formatDuration(duration * 1000)} ·{' '}
        {countOf(event_count, 'event')}
      </span>
      <span className={styles.sessionSaid}>
        <bdi>{children}</bdi>
      </span>
    </li>
  )
}
