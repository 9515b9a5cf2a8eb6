import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import { headline, kindNames } from '../../../data/events.ts'
import { itemAt, type Lane, laneNames, lanesOf } from '../../../data/lanes.ts'
import { formatOffset } from '../../../data/time.ts'
import { panned, ticksOf, zoomed } from '../../../data/time-window.ts'
import { extentOf, type TimelineItem } from '../../../data/timeline.ts'
import { IconButton } from '../../../parts/button.tsx'
import { useShortcuts } from '../../../parts/use-shortcuts.ts'
import { useTimeWindow } from '../../../parts/use-time-window.ts'
import { useWidth } from '../../../parts/use-width.ts'
import type { Seen } from '../seen.ts'
import { Drawing } from './drawing.tsx'
import { flagsOf } from './flags.ts'
import { axisHeight, geometryOf, laneAt } from './geometry.ts'
import { Hint } from './hint.tsx'
import styles from './lanes.module.css'
import { Overview } from './overview.tsx'
import { SeenBand } from './seen-band.tsx'
import { usePointer } from './use-pointer.ts'

interface TimelinePanelProps {
  items: readonly TimelineItem[]
  /** Ids of the events that fit the filter, if there is one. */
  matches: ReadonlySet<string> | undefined
  seen: Seen
  /** The item that one is at, or -1. */
  current: number
  zoom: string | undefined
  onZoom: (zoom: string | undefined) => void
  onGo: (index: number, how: 'scrub' | 'step') => void
  /** Somebody passes a place on his way; undefined when he has arrived. */
  onScrub: (index: number | undefined) => void
  /** There is room for high lanes. */
  isRoomy: boolean
}

const reachPx = 8
const zoomStep = 1.6
const labelPxMax = 48
const stepsOfKey: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** The session in time: who spoke when, which tools ran for how long, where it went wrong and where nobody said a word. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { items, matches, seen, current, zoom, onZoom, onGo, onScrub, isRoomy } = props
  const stage = useRef<HTMLDivElement>(null)
  const width = useWidth(stage)
  const whole = useMemo(() => extentOf(items), [items])
  const lanes = useMemo(() => lanesOf(items), [items])
  const geometry = useMemo(() => geometryOf(lanes.toolRowCount, isRoomy), [lanes.toolRowCount, isRoomy])
  const flags = useMemo(() => flagsOf(items, matches), [items, matches])
  const waiting = useMemo(() => items.filter(({ wait }) => wait), [items])
  const { window, isWhole, show, follow } = useTimeWindow(whole, zoom, onZoom)
  const msPerPx = (window.to - window.from) / Math.max(1, width)

  const [scrubMs, setScrubMs] = useState<number>()

  const placeAt = (ms: number, y: number) => ({ ms, ...laneAt(geometry, y) })
  const nearest = (ms: number) => itemAt(items, lanes, placeAt(ms, 0), Number.POSITIVE_INFINITY)
  const pointer = usePointer({
    stage,
    window,
    whole,
    width,
    onShow: show,
    onPick(ms, y) {
      const index = itemAt(items, lanes, placeAt(ms, y), reachPx * msPerPx) ?? nearest(ms)
      if (index !== undefined) onGo(index, 'step')
    },
    onScrub(ms) {
      setScrubMs(ms)
      onScrub(ms === undefined ? undefined : nearest(ms))
    },
  })

  const middle = () => {
    const at = items[current]?.offsetMs
    return at !== undefined && at >= window.from && at <= window.to ? at : (window.from + window.to) / 2
  }
  const zoomBy = (factor: number) => show(zoomed(window, whole, factor, middle()))
  const panBy = (part: number) => show(panned(window, whole, (window.to - window.from) * part))
  useShortcuts('session', { '+': () => zoomBy(1 / zoomStep), '-': () => zoomBy(zoomStep), '0': () => show(undefined) })
  // While a key is held, further along than what the page knows of.
  const keyed = useRef<number>(undefined)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps = stepsOfKey[event.key]
    if (steps === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey && Math.abs(steps) === 1) panBy(steps / 4)
    else {
      const index = Math.min(items.length - 1, Math.max(0, (keyed.current ?? current) + steps))
      if (!event.repeat) return onGo(index, 'scrub')
      keyed.current = index
      onScrub(index)
    }
  }
  const onKeyUp = () => {
    if (keyed.current !== undefined) onScrub(undefined)
    keyed.current = undefined
  }

  const at = items[Math.max(0, current)]
  const hovered = pointer.hover && window.from + pointer.hover.x * msPerPx
  const hoveredIndex =
    pointer.hover && hovered !== undefined
      ? itemAt(items, lanes, placeAt(hovered, pointer.hover.y), reachPx * msPerPx)
      : undefined
  return (
    <section className={styles.panel} aria-label="Timeline">
      <header className={styles.tools}>
        <h2>Timeline</h2>
        <span className={styles.span}>
          {formatOffset(Math.round(window.from))} – {formatOffset(Math.round(window.to))}
        </span>
        <IconButton name="Zoom out" hint="-" disabled={isWhole} onClick={() => zoomBy(zoomStep)}>
          <ZoomOut size={14} aria-hidden />
        </IconButton>
        <IconButton name="Zoom in" hint="+" onClick={() => zoomBy(1 / zoomStep)}>
          <ZoomIn size={14} aria-hidden />
        </IconButton>
        <IconButton name="Show all of it" hint="0" disabled={isWhole} onClick={() => show(undefined)}>
          <Maximize2 size={14} aria-hidden />
        </IconButton>
      </header>
      <div className={styles.frame}>
        <LaneNames geometry={geometry} />
        <div
          ref={stage}
          className={styles.stage}
          style={{ height: geometry.height }}
          role="slider"
          tabIndex={0}
          aria-label="Moment"
          aria-valuemin={1}
          aria-valuemax={items.length}
          aria-valuenow={Math.max(0, current) + 1}
          aria-valuetext={
            at && `${formatOffset(at.offsetMs)}, ${kindNames[at.kind]}, ${headline(at.event).slice(0, 80)}`
          }
          onKeyDown={onKeyDown}
          onKeyUp={onKeyUp}
          onBlur={onKeyUp}
          onDoubleClick={() => show(undefined)}
          {...pointer.handlers}
        >
          {width > 0 && (
            <>
              <Axis window={window} width={width} />
              <SeenBand {...{ items, seen, current, scrubMs, window, width, follow }} />
              <Drawing {...{ items, waiting, flags, lanes, geometry, window, width }} />
              {pointer.range && (
                <i
                  className={styles.range}
                  style={{ left: pointer.range.left, width: pointer.range.right - pointer.range.left }}
                />
              )}
              {pointer.hover && hovered !== undefined && !pointer.range && (
                <Hint
                  x={pointer.hover.x}
                  width={width}
                  ms={hovered}
                  item={hoveredIndex === undefined ? undefined : items[hoveredIndex]}
                />
              )}
            </>
          )}
        </div>
        <Overview flags={flags} whole={whole} window={window} width={width} onShow={show} />
      </div>
    </section>
  )
}

const LaneNames = memo(function LaneNames({ geometry }: { geometry: ReturnType<typeof geometryOf> }) {
  return (
    <div className={styles.names} aria-hidden>
      {(Object.entries(geometry.lanes) as [Lane, { top: number; height: number }][]).map(([lane, { top, height }]) => (
        <span key={lane} data-lane={lane} style={{ top, height }}>
          {laneNames[lane]}
        </span>
      ))}
    </div>
  )
})

const Axis = memo(function Axis({ window, width }: { window: { from: number; to: number }; width: number }) {
  const perMs = width / (window.to - window.from)
  return ticksOf(window, width).map(({ ms, label }) => (
    <i key={ms} className={styles.tick} style={{ left: (ms - window.from) * perMs, height: axisHeight }}>
      <span data-last={width - (ms - window.from) * perMs < labelPxMax || undefined}>{label}</span>
    </i>
  ))
})
