import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { formatCount } from '../../data/format.ts'
import { useTheme } from '../../data/theme.ts'
import { useMedia } from '../use-media.ts'
import { type ChartSeries, endOfStep, stepAt } from './chart-data.ts'
import { ChartLegend } from './chart-legend.tsx'
import { ChartTable } from './chart-table.tsx'
import { ChartTip } from './chart-tip.tsx'
import { type Drawing, drawPlot, plotData } from './plot.ts'
import styles from './time-chart.module.css'
import { spanText } from './time-texts.ts'

export type { ChartSeries } from './chart-data.ts'

interface TimeChartProps {
  /** What it shows: its name for screen readers. */
  label: string
  /** When each step begins, in seconds since 1970, ascending. */
  times: readonly number[]
  series: readonly ChartSeries[]
  /** Bars are stacked; lines are not. */
  kind: 'bars' | 'lines'
  /** When the last step ends, in seconds; without it, it is as long as the one before. */
  end?: number | undefined
  height?: number
  /** A value in words; on the axis it is short. */
  format?: (value: number) => string
  /** A name of the IANA database; without one the reader's clock. */
  timeZone?: string | undefined
  /** Steps were chosen, by dragging or by keyboard. */
  onSelect?: ((fromMs: number, toMs: number) => void) | undefined
  /** A name in the legend was pressed. */
  onPick?: ((series: ChartSeries) => void) | undefined
  hasLegend?: boolean
  /** An answer to what is asked now is on its way. */
  isStale?: boolean
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const noSelect = () => {}

/** Bars or lines over time, by pointer and by keyboard, with the same in a table for those who do not see it. */
export function TimeChart(props: TimeChartProps) {
  const { label, times, series, kind, end, height = 128, format = formatCount, timeZone, onSelect, onPick } = props
  const { hasLegend = series.length > 1, isStale = false } = props
  const [at, setAt] = useState<number>()
  const drawing: Drawing = {
    ...{ kind, times, series, end, height, timeZone, canSelect: onSelect !== undefined },
    format: (value) => (Math.abs(value) < 1000 ? format(value) : short.format(value)),
  }
  const select = (fromSeconds: number, toSeconds: number) => {
    const [first, last] = [stepAt(times, fromSeconds), stepAt(times, toSeconds)]
    onSelect?.((times[first] ?? 0) * 1000, endOfStep(times, last, end) * 1000)
  }
  const { box, plot } = usePlot(drawing, {
    onPoint: (seconds) => setAt(seconds === undefined ? undefined : pointedStep(times, seconds, kind)),
    onSelect: select,
  })
  const shown = at === undefined || at >= times.length ? undefined : at
  const keys = useStepKeys({ times, at: shown, setAt, select: onSelect ? select : noSelect })
  const stepText = (index: number) =>
    spanText((times[index] ?? 0) * 1000, endOfStep(times, index, end) * 1000, timeZone)
  return (
    <figure className={styles.chart} aria-label={label} data-stale={isStale || undefined}>
      <div className={styles.plot} style={{ height }}>
        {/* uPlot makes its own elements in here. */}
        <div ref={box} className={styles.canvas} aria-hidden data-can-select={onSelect ? true : undefined} />
        {plot && shown !== undefined && (
          <ChartTip
            {...{ plot, series, kind, format }}
            index={shown}
            title={stepText(shown)}
            from={times[shown] ?? 0}
            to={endOfStep(times, shown, end)}
          />
        )}
        {onSelect && times.length > 0 && (
          <div
            className={styles.keys}
            role="slider"
            tabIndex={0}
            aria-label={`${label}, one step at a time; Enter looks at the step alone`}
            aria-valuemin={0}
            aria-valuemax={times.length - 1}
            aria-valuenow={shown ?? 0}
            aria-valuetext={stepText(shown ?? 0)}
            onKeyDown={keys}
            onBlur={() => setAt(undefined)}
          />
        )}
      </div>
      {hasLegend && <ChartLegend series={series} onPick={onPick} />}
      <ChartTable label={label} times={times} series={series} format={format} stepText={stepText} />
    </figure>
  )
}

/** Bars begin at their time and last for their step; points of a line are where they are. */
function pointedStep(times: readonly number[], seconds: number, kind: 'bars' | 'lines'): number {
  const step = stepAt(times, seconds)
  const next = times[step + 1]
  if (kind === 'bars' || next === undefined) return step
  return seconds - (times[step] ?? 0) < next - seconds ? step : step + 1
}

/** Arrows go from step to step, Enter chooses one. */
function useStepKeys({
  times,
  at,
  setAt,
  select,
}: {
  times: readonly number[]
  at: number | undefined
  setAt: (at: number | undefined) => void
  select: (fromSeconds: number, toSeconds: number) => void
}) {
  return (event: KeyboardEvent) => {
    const last = times.length - 1
    const steps: Record<string, number> = {
      ArrowLeft: Math.max(0, (at ?? times.length) - 1),
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      PageUp: Math.max(0, (at ?? times.length) - 10),
      PageDown: Math.min(last, (at ?? -1) + 10),
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next !== undefined) setAt(next)
    else if (event.key === 'Enter' && at !== undefined) select(times[at] ?? 0, times[at] ?? 0)
    else if (event.key === 'Escape' && at !== undefined) setAt(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Keeps a plot in its box: as wide as that, in the colours of the theme, with the newest data. */
function usePlot(drawing: Drawing, listeners: Parameters<typeof drawPlot>[2]) {
  const box = useRef<HTMLDivElement>(null)
  const [plot, setPlot] = useState<uPlot>()
  const current = useRef({ drawing, listeners })
  current.current = { drawing, listeners }
  const [theme] = useTheme()
  const isDark = useMedia('(prefers-color-scheme: dark)')
  const { kind, height, timeZone, canSelect, series, times, end } = drawing
  const colors = series.map(({ color }) => color ?? '').join('\n')
  const shape = [kind, height, timeZone, canSelect, colors, theme, isDark].join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says all that a plot is made of
  useEffect(() => {
    const element = box.current
    if (!element) return
    const made = drawPlot(element, () => current.current.drawing, {
      onPoint: (seconds) => current.current.listeners.onPoint(seconds),
      onSelect: (from, to) => current.current.listeners.onSelect(from, to),
    })
    setPlot(made)
    const observer = new ResizeObserver(() => {
      const width = element.clientWidth
      if (width > 0 && width !== made.width) made.setSize({ width, height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      setPlot(undefined)
    }
  }, [shape])

  const data = useMemo(() => ({ kind, times, series, end }), [kind, times, series, end])
  useEffect(() => {
    const next = plotData({ ...current.current.drawing, ...data })
    // A plot of other series is made again; until then it has nothing to do with these.
    if (plot && plot.series.length === next.length) plot.setData(next)
  }, [plot, data])
  return { box, plot }
}
