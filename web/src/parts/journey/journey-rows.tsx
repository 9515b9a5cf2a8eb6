import type { JourneySession } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { formatChannel } from '../../data/format.ts'
import { formatDay, formatDuration, msOf } from '../../data/time.ts'
import { EndingMark } from '../ending-mark.tsx'
import { MiniTimeline } from '../mini-timeline.tsx'
import { Tally } from '../tally.tsx'
import { Time } from '../time.tsx'
import styles from './journey-rows.module.css'

interface JourneyRowsProps {
  sessions: readonly JourneySession[]
  isNewestFirst: boolean
  pointed: string | undefined
  onPoint: (sessionId: string | undefined) => void
}

/** Every session of a journey with what happened in it and what ended it, and how long nothing was in between. */
export function JourneyRows({ sessions, isNewestFirst, pointed, onPoint }: JourneyRowsProps) {
  return (
    <ol className={styles.rows} aria-label="Sessions" onPointerLeave={() => onPoint(undefined)}>
      {sessions.map((session, index) => (
        <li key={session.session_id}>
          {!isNewestFirst && <Gap seconds={session.gap} />}
          {isNewDay(session, sessions[index - 1]) && (
            <h3 className={styles.day}>{formatDay(msOf(session.timestamp))}</h3>
          )}
          <Row session={session} isPointed={pointed === session.session_id} onPoint={onPoint} />
          {isNewestFirst && <Gap seconds={session.gap} />}
        </li>
      ))}
    </ol>
  )
}

function isNewDay({ timestamp }: JourneySession, before: JourneySession | undefined): boolean {
  return !before || formatDay(msOf(before.timestamp)) !== formatDay(msOf(timestamp))
}

interface RowProps {
  session: JourneySession
  isPointed: boolean
  onPoint: (sessionId: string) => void
}

function Row({ session, isPointed, onPoint }: RowProps) {
  const { session_id, timestamp, duration, channel_manager_type: channel, agent_name, agent_id, outline } = session
  const agent = agent_name ?? agent_id
  return (
    <article
      className={styles.row}
      data-pointed={isPointed || undefined}
      aria-label={session_id}
      onPointerEnter={() => onPoint(session_id)}
    >
      <Time at={timestamp} as="minute" className={styles.time} />
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session_id }}
        preload={false}
        data-row-link
        className={styles.link}
        title={session_id}
      >
        <bdi>{session_id}</bdi>
      </Link>
      <span className={styles.with}>
        {channel !== null && <bdi>{formatChannel(channel)}</bdi>}
        {agent !== null && <bdi>{agent}</bdi>}
      </span>
      <div className={styles.strip}>{outline && <MiniTimeline outline={outline} />}</div>
      <span className={styles.duration}>{formatDuration(duration * 1000)}</span>
      <span className={styles.errors}>
        {session.error_count > 0 && (
          <>
            <Tally count={session.error_count} tone="failed" />
            <span className="sr-only">{session.error_count === 1 ? ' error' : ' errors'}</span>
          </>
        )}
      </span>
      <span className={styles.ending}>
        <EndingMark session={session} />
      </span>
      <LastEvent session={session} />
    </article>
  )
}

/** What happened last, unless that is only that the session ended. */
function LastEvent({ session: { last_event, outline } }: { session: JourneySession }) {
  const { description, source_id, type } = last_event
  const isEnd = outline?.has_end && /end(ed)?$/.test(type ?? '')
  const said = description ?? source_id ?? type
  if (isEnd || said === null) return null
  return (
    <p className={styles.last}>
      <span className={styles.lastName}>Last</span>
      <bdi>{said}</bdi>
    </p>
  )
}

/** Shorter than this is no gap worth telling. */
const gapSecondsMin = 60

function Gap({ seconds }: { seconds: number | null }) {
  if (seconds === null || (seconds >= 0 && seconds < gapSecondsMin)) return null
  return (
    <p className={styles.gap} data-overlap={seconds < 0 || undefined}>
      {seconds < 0
        ? `${formatDuration(-seconds * 1000)} at the same time as one before`
        : `${formatDuration(seconds * 1000)} in between`}
    </p>
  )
}
