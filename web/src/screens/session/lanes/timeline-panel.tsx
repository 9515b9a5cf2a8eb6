import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import { headline, kindNames } from '../../../data/events.ts'
import { type FoldedTime, foldedTime, itemsIn } from '../../../data/folded-time.ts'
import { itemAt, type Lane, laneNames, lanesOf } from '../../../data/lanes.ts'
import { formatOffset } from '../../../data/time.ts'
import { panned, type TimeWindow, ticksOf, zoomed } from '../../../data/time-window.ts'
import { extentOf, type TimelineItem } from '../../../data/timeline.ts'
import { type OverviewMarks, TimeOverview } from '../../../parts/time-overview.tsx'
import { useMedia } from '../../../parts/use-media.ts'
import { useShortcuts } from '../../../parts/use-shortcuts.ts'
import { useTimeWindow } from '../../../parts/use-time-window.ts'
import { useWidth } from '../../../parts/use-width.ts'
import { ZoomButtons } from '../../../parts/zoom-buttons.tsx'
import type { Seen } from '../seen.ts'
import { Drawing } from './drawing.tsx'
import { type Flag, flagsOf } from './flags.ts'
import { axisHeight, geometryOf, laneAt } from './geometry.ts'
import { Hint } from './hint.tsx'
import styles from './lanes.module.css'
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
}

const reachPx = 8
const zoomStep = 1.6
const [letterPx, labelGapPx] = [7, 8]
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
  const { items, matches, seen, current, zoom, onZoom, onGo, onScrub } = props
  const stage = useRef<HTMLDivElement>(null)
  const width = useWidth(stage)
  const time = useMemo(() => foldedTime(items), [items])
  // As they are drawn: from here on, times are places along the axis, but where they are said.
  const drawn = useMemo(() => itemsIn(time, items), [time, items])
  const whole = useMemo(() => extentOf(drawn), [drawn])
  const lanes = useMemo(() => lanesOf(drawn), [drawn])
  const [isRoomy, isPhone] = [useMedia('(min-width: 68rem)'), useMedia('(max-width: 40rem)')]
  const size = isRoomy ? 'roomy' : isPhone ? 'phone' : 'tight'
  const geometry = useMemo(() => geometryOf(lanes.toolRowCount, size), [lanes.toolRowCount, size])
  const flags = useMemo(() => flagsOf(drawn, matches), [drawn, matches])
  const marks = useMemo(() => (['error', 'transfer'] as const).map((kind) => marksOf(flags, kind)), [flags])
  const waiting = useMemo(() => drawn.filter(({ wait }) => wait), [drawn])
  const { window, isWhole, show, follow } = useTimeWindow(whole, zoom, onZoom, time)
  const msPerPx = (window.to - window.from) / Math.max(1, width)

  const [scrubMs, setScrubMs] = useState<number>()

  const placeAt = (ms: number, y: number) => ({ ms, ...laneAt(geometry, y) })
  const near = (ms: number, y: number) => itemAt(drawn, lanes, placeAt(ms, y), reachPx * msPerPx)
  const nearest = (ms: number) => itemAt(drawn, lanes, placeAt(ms, 0), Number.POSITIVE_INFINITY)
  const pointer = usePointer({
    stage,
    window,
    whole,
    width,
    onShow: show,
    onPick(ms, y) {
      const index = near(ms, y) ?? nearest(ms)
      if (index !== undefined) onGo(index, 'step')
    },
    onScrub(ms) {
      setScrubMs(ms)
      onScrub(ms === undefined ? undefined : nearest(ms))
    },
  })

  const middle = () => {
    const at = drawn[current]?.offsetMs
    return at !== undefined && at >= window.from && at <= window.to ? at : (window.from + window.to) / 2
  }
  const zoomBy = (factor: number) => show(zoomed(window, whole, factor, middle()))
  const panBy = (part: number) => show(panned(window, whole, (window.to - window.from) * part))
  const showAll = () => show(undefined)
  useShortcuts('session', { '+': () => zoomBy(1 / zoomStep), '-': () => zoomBy(zoomStep), '0': showAll })
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
  const hoveredItem = pointer.hover && hovered !== undefined ? items[near(hovered, pointer.hover.y) ?? -1] : undefined
  const silence =
    hovered === undefined ? undefined : time.folds.find(({ left, right }) => left < hovered && hovered < right)
  return (
    <section className={styles.panel} aria-label="Timeline">
      <header className={styles.tools}>
        <h2>Timeline</h2>
        <span className={styles.span}>
          {formatOffset(Math.round(time.msAt(window.from)))} – {formatOffset(Math.round(time.msAt(window.to)))}
        </span>
        <ZoomButtons
          isWhole={isWhole}
          onOut={() => zoomBy(zoomStep)}
          onIn={() => zoomBy(1 / zoomStep)}
          onAll={showAll}
        />
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
          onDoubleClick={showAll}
          {...pointer.handlers}
        >
          {width > 0 && (
            <>
              <Axis {...{ time, window, width }} />
              <SeenBand {...{ items: drawn, seen, current, scrubMs, window, width, follow }} />
              <Drawing {...{ items: drawn, waiting, flags, lanes, time, geometry, window, width }} />
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
                  ms={time.msAt(hovered)}
                  item={hoveredItem}
                  silenceMs={silence && silence.toMs - silence.fromMs}
                />
              )}
            </>
          )}
        </div>
        <div className={styles.overview}>
          <TimeOverview marks={marks} whole={whole} window={window} onShow={show} />
        </div>
      </div>
    </section>
  )
}

function marksOf(flags: readonly Flag[], kind: 'error' | 'transfer'): OverviewMarks {
  return { kind, places: flags.flatMap((flag) => (flag.kind === kind ? flag.ms : [])) }
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

const Axis = memo(function Axis({ time, window, width }: { time: FoldedTime; window: TimeWindow; width: number }) {
  const perMs = width / (window.to - window.from)
  return ticksOf(window, width, time).map(({ place, label }) => {
    const left = (place - window.from) * perMs
    return (
      <i key={place} className={styles.tick} style={{ left, height: axisHeight }}>
        <span data-last={width - left < label.length * letterPx + labelGapPx || undefined}>{label}</span>
      </i>
    )
  })
})
