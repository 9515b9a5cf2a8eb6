import type { Session } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatChannel, formatCount } from '../../data/format.ts'
import type { SessionView } from '../../data/session-feed.ts'
import type { Ending, ToolUse } from '../../data/session-summary.ts'
import { formatDuration } from '../../data/time.ts'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Crumb } from '../../parts/crumb.tsx'
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
        <Crumb>
          <Link to="/sessions">Sessions</Link>
        </Crumb>
        <h1 className={styles.title}>
          <bdi>{sessionId}</bdi>
        </h1>
        <CopyButton text={sessionId} name="Copy session id" />
        {isRunning && !isTroubled && <span className={styles.running}>Running</span>}
        {isTroubled && <ConnectionMark connection={feed.connection} onRetry={feed.retry} />}
        <SessionActions sessionId={sessionId} moment={moment} />
      </div>
      {session ? <Facts {...props} session={session} /> : <div className={styles.facts} />}
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
        <Fact name="How it ended" is="text">
          <span data-tone={ending.tone}>
            <bdi>{ending.text}</bdi>
          </span>
        </Fact>
      )}
      {session.user_id !== null && (
        <Fact name="User" is="text">
          <PersonLink userId={session.user_id} isTabStop />
        </Fact>
      )}
      {agent !== null && (
        <Fact name="Agent" is="text">
          <bdi>{agent}</bdi>
          {session.llm_model && <bdi className={styles.aside}>{session.llm_model}</bdi>}
        </Fact>
      )}
      {session.channel_manager_type !== null && (
        <Fact name="Channel" is="text">
          {formatChannel(session.channel_manager_type)}
        </Fact>
      )}
      {session.conversation_id !== null && (
        <Fact name="Conversation" is="text">
          <ConversationLink conversationId={session.conversation_id} isTabStop />
        </Fact>
      )}
      <Fact name="Started" is="time">
        <Time at={session.timestamp} as="datetime" />
      </Fact>
      <Fact name="Duration" is="time">
        {formatDuration(session.duration * 1000)}
      </Fact>
      <Fact name="Events">{formatCount(session.event_count)}</Fact>
      <Fact name="Tool calls">
        {formatCount(session.tool_call_count)}
        {slowest && <Slowest {...slowest} onGoTo={onGoTo} />}
      </Fact>
    </dl>
  )
}

/** The call that took longest. Which tool it was is said by its row; here, there is room for how long it took. */
function Slowest({
  name,
  slowest: { ms, eventId },
  onGoTo,
}: NonNullable<SessionHeadProps['slowest']> & Pick<SessionHeadProps, 'onGoTo'>) {
  const took = formatDuration(ms)
  return (
    <span className={styles.aside}>
      slowest{' '}
      <button
        type="button"
        onClick={() => onGoTo(eventId)}
        title={`${name}: go to this call`}
        aria-label={`${name}, ${took}: go to this call`}
      >
        {took}
      </button>
    </span>
  )
}

/** `text` may be as long as somebody made it, and gives way. Text and time say by themselves what they are, where there is no room for names. */
function Fact({ name, is, children }: { name: string; is?: 'text' | 'time'; children: ReactNode }) {
  return (
    <div data-is={is}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
