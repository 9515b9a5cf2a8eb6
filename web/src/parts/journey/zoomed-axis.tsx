import type { JourneySession } from '@occur/client/protocol'
import { useMemo, useRef } from 'react'
import { spanOf, wholeOf, windowScale } from '../../data/journey-scale.ts'
import { formatDateTime } from '../../data/time.ts'
import type { Span } from '../../data/time-scale.ts'
import { panned, type TimeWindow, zoomed } from '../../data/time-window.ts'
import { type OverviewMarks, TimeOverview } from '../time-overview.tsx'
import { useShortcuts } from '../use-shortcuts.ts'
import { useTimeWindow } from '../use-time-window.ts'
import { ZoomButtons } from '../zoom-buttons.tsx'
import styles from './journey-axis.module.css'
import { JourneyLegend } from './journey-legend.tsx'
import { JourneyTracks, type JourneyTracksProps } from './journey-tracks.tsx'
import { useBrush } from './use-brush.ts'

interface ZoomedAxisProps extends Omit<JourneyTracksProps, 'scale' | 'isClosed'> {
  sessions: readonly JourneySession[]
  /** What part of the time is shown, as the address says it. */
  zoom: string | undefined
  onZoom: (zoom: string | undefined) => void
}

/** From weeks to a call it is a long way. */
const zoomStep = 4

/** Time to scale, all of it or a part. */
export function ZoomedAxis({ sessions, zoom, onZoom, ...rest }: ZoomedAxisProps) {
  const track = useRef<HTMLDivElement>(null)
  const spans = useMemo(() => sessions.map(spanOf), [sessions])
  const whole = useMemo(() => wholeOf(spans), [spans])
  const starts = useMemo(
    (): OverviewMarks[] => [{ kind: 'session', places: spans.map(({ fromMs }) => fromMs) }],
    [spans],
  )
  const { window, isWhole, show } = useTimeWindow(whole, zoom, onZoom)
  const brush = useBrush({ track, window, whole, onShow: show })
  const zoomBy = (factor: number) => show(zoomed(window, whole, factor, middleOf(spans, window)))
  const panBy = (part: number) => show(panned(window, whole, part * (window.to - window.from)))
  const showAll = () => show(undefined)
  useShortcuts('journey', {
    '+': () => zoomBy(1 / zoomStep),
    '-': () => zoomBy(zoomStep),
    '0': showAll,
    '<': () => panBy(-0.25),
    '>': () => panBy(0.25),
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the mouse does here, buttons and keys do too, and the list below says it. */}
      <div className={styles.lanes} data-brush aria-hidden onDoubleClick={showAll} {...brush.handlers}>
        <JourneyTracks {...rest} scale={windowScale(window)} isClosed={false} />
        <div ref={track} className={styles.brush}>
          {brush.range && (
            <i style={{ left: `${brush.range.left}%`, width: `${brush.range.right - brush.range.left}%` }} />
          )}
        </div>
      </div>
      {!isWhole && (
        <div className={styles.overview}>
          <TimeOverview marks={starts} whole={whole} window={window} onShow={show} />
        </div>
      )}
      <div className={styles.foot}>
        <JourneyLegend sessions={sessions} />
        <div className={styles.zoom}>
          <span role="status">{isWhole ? '' : `${formatDateTime(window.from)} – ${formatDateTime(window.to)}`}</span>
          <ZoomButtons
            isWhole={isWhole}
            onOut={() => zoomBy(zoomStep)}
            onIn={() => zoomBy(1 / zoomStep)}
            onAll={showAll}
          />
        </div>
      </div>
    </>
  )
}

/** What to zoom in on: the session nearest to the middle, because between sessions there is nothing to be seen. */
function middleOf(spans: readonly Span[], { from, to }: TimeWindow): number {
  const middle = (from + to) / 2
  const centers = spans.map(({ fromMs, toMs }) => (fromMs + toMs) / 2).filter((ms) => ms >= from && ms <= to)
  return centers.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle
}
