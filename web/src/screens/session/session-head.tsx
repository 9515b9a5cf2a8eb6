import type { Session } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatChannel, formatCount } from '../../data/format.ts'
import type { SessionView } from '../../data/session-feed.ts'
import type { Ending, ToolUse } from '../../data/session-summary.ts'
import { formatDuration } from '../../data/time.ts'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ConversationLink, PersonLink } from '../../parts/person-link.tsx'
import { Time } from '../../parts/time.tsx'
import { SessionActions } from './session-actions.tsx'
import styles from './session-head.module.css'

interface SessionHeadProps {
  sessionId: string
  session: Session | undefined
  feed: SessionView & { retry(): void }
  isRunning: boolean
  ending: Ending
  /** Why it was transferred. */
  reason: { text: string; eventId: string } | undefined
  slowest: (ToolUse & { slowest: { ms: number; eventId: string } }) | undefined
  /** Where one is in it. */
  moment: string | undefined
  onGoTo: (eventId: string) => void
}

/** Who spoke with whom, when, for how long, and what it came to. */
export function SessionHead(props: SessionHeadProps) {
  const { sessionId, session, feed, isRunning, ending, reason, moment, onGoTo } = props
  const isTroubled = feed.connection === 'reconnecting' || feed.connection === 'lost'
  return (
    <header className={styles.head}>
      <div className={styles.titleRow}>
        <nav aria-label="Breadcrumb" className={styles.crumb}>
          <Link to="/sessions">Sessions</Link>
          <span aria-hidden>/</span>
        </nav>
        <h1 className={styles.title}>
          <bdi>{sessionId}</bdi>
        </h1>
        <CopyButton text={sessionId} name="Copy session id" />
        {isRunning && !isTroubled && <span className={styles.running}>Running</span>}
        {isTroubled && <ConnectionMark connection={feed.connection} onRetry={feed.retry} />}
        <SessionActions sessionId={sessionId} moment={moment} />
      </div>
      {session && <Facts {...props} session={session} />}
      {reason && (
        <p className={styles.reason} data-tone={ending.tone}>
          <button type="button" onClick={() => onGoTo(reason.eventId)} title="Go to the transfer">
            <b>Why</b> <bdi>{reason.text}</bdi>
          </button>
        </p>
      )}
    </header>
  )
}

function Facts({ session, isRunning, ending, slowest, onGoTo }: SessionHeadProps & { session: Session }) {
  const agent = session.agent_name ?? session.agent_id ?? session.prompt_name ?? session.prompt_id
  return (
    <dl className={styles.facts}>
      {(!isRunning || ending.tone === 'transfer' || ending.tone === 'failed') && (
        <Fact name="How it ended" is="ending">
          <span data-tone={ending.tone}>
            <bdi>{ending.text}</bdi>
          </span>
        </Fact>
      )}
      {session.user_id !== null && (
        <Fact name="User">
          <PersonLink userId={session.user_id} isTabStop />
        </Fact>
      )}
      {agent !== null && (
        <Fact name="Agent">
          <bdi>{agent}</bdi>
          {session.llm_model && <span className={styles.aside}>{session.llm_model}</span>}
        </Fact>
      )}
      {session.channel_manager_type !== null && (
        <Fact name="Channel">{formatChannel(session.channel_manager_type)}</Fact>
      )}
      {session.conversation_id !== null && (
        <Fact name="Conversation">
          <ConversationLink conversationId={session.conversation_id} isTabStop />
        </Fact>
      )}
      <Fact name="Started">
        <Time at={session.timestamp} as="datetime" />
      </Fact>
      <Fact name="Duration" is="count">
        {formatDuration(session.duration * 1000)}
      </Fact>
      <Fact name="Events" is="count">
        {formatCount(session.event_count)}
      </Fact>
      <Fact name="Tools" is="count">
        {formatCount(session.tool_call_count)}
      </Fact>
      {slowest && (
        <Fact name="Slowest tool">
          <button type="button" onClick={() => onGoTo(slowest.slowest.eventId)} title="Go to this call">
            <bdi>{slowest.name}</bdi>
          </button>
          <span className={styles.aside}>{formatDuration(slowest.slowest.ms)}</span>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, is, children }: { name: string; is?: 'count' | 'ending'; children: ReactNode }) {
  return (
    <div data-is={is}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
