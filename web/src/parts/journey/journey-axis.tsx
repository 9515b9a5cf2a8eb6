import type { JourneySession } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { type Ending, endingOf } from '../../data/ending.ts'
import { formatChannel } from '../../data/format.ts'
import {
  closedScale,
  type Place,
  placesOf,
  type Span,
  spanOf,
  type TimeScale,
  wholeOf,
  windowScale,
} from '../../data/journey-scale.ts'
import { useNow } from '../../data/now.ts'
import { formatDateTime, formatDuration } from '../../data/time.ts'
import { panned, type TimeWindow, zoomed } from '../../data/time-window.ts'
import { IconButton } from '../button.tsx'
import { MiniTimeline } from '../mini-timeline.tsx'
import { useShortcuts } from '../use-shortcuts.ts'
import { useTimeWindow } from '../use-time-window.ts'
import styles from './journey-axis.module.css'
import { JourneyOverview } from './journey-overview.tsx'
import { JourneyTicks } from './journey-ticks.tsx'
import { useBrush } from './use-brush.ts'

interface JourneyAxisProps {
  sessions: readonly JourneySession[]
  /** Without the time between the sessions. */
  isClosed: boolean
  /** What part of the time is shown, as the address says it. */
  zoom: string | undefined
  onZoom: (zoom: string | undefined) => void
  /** The session that is pointed at, here or elsewhere. */
  pointed: string | undefined
  onPoint: (sessionId: string | undefined) => void
}

/** All sessions of a journey on one axis of time, a lane for each channel. What it shows the list below says in words. */
export function JourneyAxis({ isClosed, zoom, onZoom, ...rest }: JourneyAxisProps) {
  const lanes = [...Map.groupBy(rest.sessions, ({ channel_manager_type }) => channel_manager_type)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )
  return (
    <figure className={styles.axis} aria-label="Sessions over time, as listed below">
      {isClosed ? (
        <div className={styles.lanes} aria-hidden>
          <Tracks {...rest} lanes={lanes} scale={closedScale(rest.sessions.map(spanOf))} isClosed />
        </div>
      ) : (
        <ZoomedAxis {...rest} lanes={lanes} zoom={zoom} onZoom={onZoom} />
      )}
      <Legend sessions={rest.sessions} />
    </figure>
  )
}

type Lanes = readonly (readonly [channel: string | null, sessions: readonly JourneySession[]])[]

interface TracksProps extends Pick<JourneyAxisProps, 'sessions' | 'isClosed' | 'pointed' | 'onPoint'> {
  lanes: Lanes
  scale: TimeScale
}

function Tracks({ lanes, ...rest }: TracksProps) {
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

const zoomStep = 2

/** Time to scale, all of it or a part. */
function ZoomedAxis({
  zoom,
  onZoom,
  ...rest
}: Omit<TracksProps, 'scale' | 'isClosed'> & Pick<JourneyAxisProps, 'zoom' | 'onZoom'>) {
  const { sessions } = rest
  const track = useRef<HTMLDivElement>(null)
  const spans = useMemo(() => sessions.map(spanOf), [sessions])
  const whole = useMemo(() => wholeOf(spans), [spans])
  const { window, isWhole, show } = useTimeWindow(whole, zoom, onZoom)
  const brush = useBrush({ track, window, whole, onShow: show })
  const zoomBy = (factor: number) => show(zoomed(window, whole, factor, middleOf(spans, window)))
  const panBy = (part: number) => show(panned(window, whole, part * (window.to - window.from)))
  useShortcuts({
    '+': () => zoomBy(1 / zoomStep),
    '-': () => zoomBy(zoomStep),
    '0': () => show(undefined),
    '<': () => panBy(-0.25),
    '>': () => panBy(0.25),
  })
  return (
    <>
      <div className={styles.zoom}>
        <span role="status">{isWhole ? '' : `${formatDateTime(window.from)} – ${formatDateTime(window.to)}`}</span>
        <IconButton name="Zoom out" hint="-" disabled={isWhole} onClick={() => zoomBy(zoomStep)}>
          <ZoomOut size={14} aria-hidden />
        </IconButton>
        <IconButton name="Zoom in" hint="+" onClick={() => zoomBy(1 / zoomStep)}>
          <ZoomIn size={14} aria-hidden />
        </IconButton>
        <IconButton name="Show all of it" hint="0" disabled={isWhole} onClick={() => show(undefined)}>
          <Maximize2 size={14} aria-hidden />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the mouse does here, buttons and keys do too, and the list below says it. */}
      <div className={styles.lanes} data-brush aria-hidden onDoubleClick={() => show(undefined)} {...brush.handlers}>
        <Tracks {...rest} scale={windowScale(window)} isClosed={false} />
        <div ref={track} className={styles.brush}>
          {brush.range && (
            <i style={{ left: `${brush.range.left}%`, width: `${brush.range.right - brush.range.left}%` }} />
          )}
        </div>
      </div>
      {!isWhole && (
        <JourneyOverview startsMs={spans.map(({ fromMs }) => fromMs)} whole={whole} window={window} onShow={show} />
      )}
    </>
  )
}

/** What to zoom in on: the session nearest to the middle, because between sessions there is nothing to be seen. */
function middleOf(spans: readonly Span[], { from, to }: TimeWindow): number {
  const middle = (from + to) / 2
  const centers = spans.map(({ fromMs, toMs }) => (fromMs + toMs) / 2).filter((ms) => ms >= from && ms <= to)
  return centers.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle
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

function Lane({ sessions, scale, isClosed, pointed, onPoint }: Omit<TracksProps, 'lanes'>) {
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
const drawnPercentMin = 6

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
