import type { JourneySession } from '@occur/client/protocol'
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { type Span, spanOf, wholeOf, windowScale } from '../../data/journey-scale.ts'
import { formatDateTime } from '../../data/time.ts'
import { panned, type TimeWindow, zoomed } from '../../data/time-window.ts'
import { IconButton } from '../button.tsx'
import { useShortcuts } from '../use-shortcuts.ts'
import { useTimeWindow } from '../use-time-window.ts'
import styles from './journey-axis.module.css'
import { JourneyLegend } from './journey-legend.tsx'
import { JourneyOverview } from './journey-overview.tsx'
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
  const { window, isWhole, show } = useTimeWindow(whole, zoom, onZoom)
  const brush = useBrush({ track, window, whole, onShow: show })
  const zoomBy = (factor: number) => show(zoomed(window, whole, factor, middleOf(spans, window)))
  const panBy = (part: number) => show(panned(window, whole, part * (window.to - window.from)))
  useShortcuts('journey', {
    '+': () => zoomBy(1 / zoomStep),
    '-': () => zoomBy(zoomStep),
    '0': () => show(undefined),
    '<': () => panBy(-0.25),
    '>': () => panBy(0.25),
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the mouse does here, buttons and keys do too, and the list below says it. */}
      <div className={styles.lanes} data-brush aria-hidden onDoubleClick={() => show(undefined)} {...brush.handlers}>
        <JourneyTracks {...rest} scale={windowScale(window)} isClosed={false} />
        <div ref={track} className={styles.brush}>
          {brush.range && (
            <i style={{ left: `${brush.range.left}%`, width: `${brush.range.right - brush.range.left}%` }} />
          )}
        </div>
      </div>
      {!isWhole && (
        <JourneyOverview startsMs={spans.map(({ fromMs }) => fromMs)} whole={whole} window={window} onShow={show} />
      )}
      <div className={styles.foot}>
        <JourneyLegend sessions={sessions} />
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
