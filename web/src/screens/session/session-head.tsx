import type { Session } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { endsSession } from '../../data/events.ts'
import { formatChannel, formatCount } from '../../data/format.ts'
import { useNow } from '../../data/now.ts'
import { withTerm } from '../../data/search.ts'
import type { SessionView } from '../../data/session-feed.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Tally } from '../../parts/data-table.tsx'
import { Time } from '../../parts/time.tsx'
import styles from './session-head.module.css'

interface SessionHeadProps {
  sessionId: string
  session: Session | undefined
  feed: SessionView & { retry(): void }
}

/** Who spoke with whom, when, for how long, and what it came to. */
export function SessionHead({ sessionId, session, feed }: SessionHeadProps) {
  const isRunning = useIsRunning(feed)
  const isTroubled = feed.connection === 'reconnecting' || feed.connection === 'lost'
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb" className={styles.crumb}>
        <Link to="/sessions">Sessions</Link>
        <span aria-hidden>/</span>
      </nav>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          <bdi>{sessionId}</bdi>
        </h1>
        <CopyButton text={sessionId} name="Copy session id" />
        {isRunning && !isTroubled && <span className={styles.running}>Running</span>}
        {isTroubled && <ConnectionMark connection={feed.connection} onRetry={feed.retry} />}
      </div>
      {session && <Facts session={session} />}
    </header>
  )
}

function Facts({ session }: { session: Session }) {
  return (
    <dl className={styles.facts}>
      <Fact name="Started">
        <Time at={session.timestamp} as="datetime" />
        <Time at={session.timestamp} as="relative" className={styles.aside} />
      </Fact>
      <Fact name="Duration">{formatDuration(session.duration * 1000)}</Fact>
      {session.user_id !== null && (
        <Fact name="User">
          <Link
            to="/sessions"
            search={{ q: withTerm(undefined, 'user_id', session.user_id) }}
            title="All sessions of this user"
          >
            <bdi>{session.user_id}</bdi>
          </Link>
        </Fact>
      )}
      {(session.agent_name ?? session.agent_id) !== null && (
        <Fact name="Agent">
          <bdi>{session.agent_name ?? session.agent_id}</bdi>
          {session.llm_model && <span className={styles.aside}>{session.llm_model}</span>}
        </Fact>
      )}
      {session.channel_manager_type !== null && (
        <Fact name="Channel">{formatChannel(session.channel_manager_type)}</Fact>
      )}
      {session.conversation_id !== null && (
        <Fact name="Conversation">
          <Link
            to="/sessions"
            search={{ q: withTerm(undefined, 'conversation_id', session.conversation_id) }}
            title="All sessions of this conversation"
          >
            <bdi>{session.conversation_id}</bdi>
          </Link>
        </Fact>
      )}
      <Fact name="Events" isCount>
        {formatCount(session.event_count)}
      </Fact>
      <Fact name="Tools" isCount>
        {formatCount(session.tool_call_count)}
      </Fact>
      <Fact name="Transfers" isCount>
        <Tally count={session.transfer_count} tone="transfer" />
      </Fact>
      <Fact name="Errors" isCount>
        <Tally count={session.error_count} tone="failed" />
      </Fact>
    </dl>
  )
}

function Fact({ name, isCount, children }: { name: string; isCount?: true; children: ReactNode }) {
  return (
    <div data-count={isCount}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** So long after its last event, a session without an end is taken for ended. */
const silenceMsMax = 10 * 60_000

function useIsRunning({ events, isWhole }: SessionView): boolean {
  const nowMs = useNow()
  const last = events.at(-1)
  if (!isWhole || !last || nowMs - msOf(last.timestamp) > silenceMsMax) return false
  return !events.some(endsSession)
}
