import type { Session } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { countOf } from '../../../data/format.ts'
import { userSessionsQuery } from '../../../data/session-queries.ts'
import { PersonLink } from '../../../parts/person-link.tsx'
import { Failure, RowSkeleton } from '../../../parts/states.tsx'
import { Time } from '../../../parts/time.tsx'
import styles from './beside.module.css'
import { SessionLine } from './session-line.tsx'

/** What else the same person had, the newest first; this session among them. */
export function OtherSessions({ sessionId, session }: { sessionId: string; session: Session | undefined }) {
  if (!session) return <RowSkeleton rows={6} />
  if (session.user_id === null) return <p className={styles.none}>No event of this session says who the person was.</p>
  return <SessionsOf userId={session.user_id} sessionId={sessionId} />
}

function SessionsOf({ userId, sessionId }: { userId: string; sessionId: string }) {
  const { data, error, refetch } = useQuery(userSessionsQuery(userId))
  if (error && !data) return <Failure error={error} retry={refetch} />
  if (!data) return <RowSkeleton rows={6} />
  const { user, sessions } = data
  return (
    <>
      <p className={styles.covered}>
        <PersonLink userId={user.user_id} isTabStop />: {countOf(user.session_count, 'session')}, first seen{' '}
        <Time at={user.first_timestamp} as="recent" />, last seen <Time at={user.last_timestamp} as="recent" />.
      </p>
      <ul className={styles.sessions}>
        {sessions.map(({ outcome, last_event, ...other }) => (
          <SessionLine
            key={other.session_id}
            session={other}
            outcome={outcome}
            isThis={other.session_id === sessionId}
            measure={<Time at={other.timestamp} as="recent" />}
          >
            {last_event.description ?? last_event.type}
          </SessionLine>
        ))}
      </ul>
    </>
  )
}
