import type { JourneySession } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { endingOf } from '../../data/ending.ts'
import { formatChannel } from '../../data/format.ts'
import { type Place, placesOf, spanOf } from '../../data/journey-scale.ts'
import { useNow } from '../../data/now.ts'
import { formatDateTime, formatDuration } from '../../data/time.ts'
import type { TimeScale } from '../../data/time-scale.ts'
import { MiniTimeline } from '../mini-timeline.tsx'
import styles from './journey-axis.module.css'
import { JourneyTicks } from './journey-ticks.tsx'

export interface JourneyTracksProps {
  /** All sessions of each channel. */
  lanes: readonly (readonly [channel: string | null, sessions: readonly JourneySession[]])[]
  scale: TimeScale
  /** Without the time between the sessions. */
  isClosed: boolean
  /** The session that is pointed at, here or elsewhere. */
  pointed: string | undefined
  onPoint: (sessionId: string | undefined) => void
}

/** The ticks of an axis of time, and under them a track for each channel. */
export function JourneyTracks({ lanes, ...rest }: JourneyTracksProps) {
  return (
    <>
      <JourneyTicks scale={rest.scale} isClosed={rest.isClosed} />
      {lanes.map(([channel, ofChannel]) => (
        <div key={channel ?? ''} className={styles.lane}>
          <span className={styles.laneName}>
            <bdi>{channel === null ? 'No channel' : formatChannel(channel)}</bdi>
          </span>
          <Lane {...rest} sessions={ofChannel} />
        </div>
      ))}
    </>
  )
}

const rowsMax = 5
const rowHeight = { whole: 12, closed: 22 }
const rowGap = 3

interface LaneProps extends Omit<JourneyTracksProps, 'lanes'> {
  sessions: readonly JourneySession[]
}

function Lane({ sessions, scale, isClosed, pointed, onPoint }: LaneProps) {
  const { stretches } = scale
  const [fromMs, toMs] = [stretches[0]?.fromMs ?? 0, stretches.at(-1)?.toMs ?? 0]
  const shown = sessions.filter((session) => {
    const span = spanOf(session)
    return span.toMs >= fromMs && span.fromMs <= toMs
  })
  const places = placesOf(shown.map(spanOf), scale, isClosed ? 0.4 : 0.7, rowsMax)
  const isDrawn = isClosed || places.some(({ width }) => width >= drawnPercentMin)
  const height = isDrawn ? rowHeight.closed : rowHeight.whole
  const rows = Math.max(1, ...places.map(({ row }) => row + 1))
  return (
    <div
      className={styles.track}
      style={{ height: rows * height + (rows + 1) * rowGap }}
      onPointerLeave={() => onPoint(undefined)}
    >
      {shown.map((session, index) => (
        <Bar
          key={session.session_id}
          session={session}
          place={places[index] as Place}
          height={height}
          isPointed={pointed === session.session_id}
          isCut={spanOf(session).fromMs < fromMs || spanOf(session).toMs > toMs}
          onPoint={onPoint}
        />
      ))}
    </div>
  )
}

/** Narrower than this there is no room for what happened inside. */
const drawnPercentMin = 3.5

interface BarProps {
  session: JourneySession
  place: Place
  height: number
  /** Part of it is outside of what is shown, so what happened in it cannot be drawn over all of the bar. */
  isCut: boolean
  isPointed: boolean
  onPoint: (sessionId: string | undefined) => void
}

/** A shortcut for the pointer, and no tab stop: the list below has the same link. */
function Bar({ session, place: { left, width, row }, height, isCut, isPointed, onPoint }: BarProps) {
  const { session_id, timestamp, duration, outline } = session
  const { kind, label } = endingOf(session, useNow())
  const isDrawn = !isCut && width >= drawnPercentMin && outline !== undefined
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: session_id }}
      preload={false}
      tabIndex={-1}
      draggable={false}
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
