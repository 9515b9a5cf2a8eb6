import type { JourneySession } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { type Ending, endingOf } from '../../data/ending.ts'
import { formatChannel } from '../../data/format.ts'
import { closedScale, type Place, placesOf, spanOf, type TimeScale, wholeScale } from '../../data/journey-scale.ts'
import { useNow } from '../../data/now.ts'
import { formatDateTime, formatDuration } from '../../data/time.ts'
import { MiniTimeline } from '../mini-timeline.tsx'
import styles from './journey-axis.module.css'
import { JourneyTicks } from './journey-ticks.tsx'

interface JourneyAxisProps {
  sessions: readonly JourneySession[]
  /** Without the time between the sessions. */
  isClosed: boolean
  /** The session that is pointed at, here or elsewhere. */
  pointed: string | undefined
  onPoint: (sessionId: string | undefined) => void
}

/** All sessions of a journey on one axis of time, a lane for each channel. What it shows the list below says in words. */
export function JourneyAxis({ sessions, isClosed, pointed, onPoint }: JourneyAxisProps) {
  const spans = sessions.map(spanOf)
  const scale = isClosed ? closedScale(spans) : wholeScale(spans)
  const lanes = [...Map.groupBy(sessions, ({ channel_manager_type }) => channel_manager_type)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )
  return (
    <figure className={styles.axis} aria-label="Sessions over time, as listed below">
      <div className={styles.lanes} aria-hidden>
        <JourneyTicks scale={scale} isClosed={isClosed} />
        {lanes.map(([channel, ofChannel]) => (
          <div key={channel ?? ''} className={styles.lane}>
            <span className={styles.laneName}>
              <bdi>{channel === null ? 'No channel' : formatChannel(channel)}</bdi>
            </span>
            <Lane sessions={ofChannel} scale={scale} isClosed={isClosed} pointed={pointed} onPoint={onPoint} />
          </div>
        ))}
      </div>
      <Legend sessions={sessions} />
    </figure>
  )
}

const meanings: Partial<Record<Ending['kind'], string>> = {
  transferred: 'Transferred',
  failed: 'Had errors',
  running: 'Running',
}

/** What the colours mean, of those that are there. */
function Legend({ sessions }: { sessions: readonly JourneySession[] }) {
  const nowMs = useNow()
  const kinds = new Set(sessions.map((session) => endingOf(session, nowMs).kind))
  const shown = (Object.keys(meanings) as Ending['kind'][]).filter((kind) => kinds.has(kind))
  if (shown.length === 0) return null
  return (
    <figcaption className={styles.legend}>
      {shown.map((kind) => (
        <span key={kind} data-kind={kind}>
          {meanings[kind]}
        </span>
      ))}
      {shown.length < kinds.size && <span>Ended otherwise</span>}
    </figcaption>
  )
}

const rowsMax = 5
const rowHeight = { whole: 12, closed: 22 }
const rowGap = 3

function Lane({ sessions, scale, isClosed, pointed, onPoint }: JourneyAxisProps & { scale: TimeScale }) {
  const places = placesOf(sessions.map(spanOf), scale, isClosed ? 0.4 : 0.7, rowsMax)
  const height = isClosed ? rowHeight.closed : rowHeight.whole
  const rows = Math.max(1, ...places.map(({ row }) => row + 1))
  return (
    <div
      className={styles.track}
      style={{ height: rows * height + (rows + 1) * rowGap }}
      onPointerLeave={() => onPoint(undefined)}
    >
      {sessions.map((session, index) => (
        <Bar
          key={session.session_id}
          session={session}
          place={places[index] as Place}
          height={height}
          isClosed={isClosed}
          isPointed={pointed === session.session_id}
          onPoint={onPoint}
        />
      ))}
    </div>
  )
}

/** Narrower than this there is no room for what happened inside. */
const drawnPercentMin = 6

interface BarProps {
  session: JourneySession
  place: Place
  height: number
  isClosed: boolean
  isPointed: boolean
  onPoint: (sessionId: string | undefined) => void
}

/** A shortcut for the pointer, and no tab stop: the list below has the same link. */
function Bar({ session, place: { left, width, row }, height, isClosed, isPointed, onPoint }: BarProps) {
  const { session_id, timestamp, duration, outline } = session
  const { kind, label } = endingOf(session, useNow())
  const isDrawn = isClosed && width >= drawnPercentMin && outline !== undefined
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: session_id }}
      preload={false}
      tabIndex={-1}
      className={styles.bar}
      style={{ left: `${left}%`, width: `${width}%`, top: rowGap + row * (height + rowGap), height }}
      data-kind={kind}
      data-drawn={isDrawn || undefined}
      data-pointed={isPointed || undefined}
      title={`${session_id}\n${formatDateTime(Date.parse(timestamp))}, ${formatDuration(duration * 1000)}\n${label}`}
      onPointerEnter={() => onPoint(session_id)}
    >
      {isDrawn && <MiniTimeline outline={outline} />}
    </Link>
  )
}
