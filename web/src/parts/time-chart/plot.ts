import uPlot from 'uplot'
import { type ChartSeries, colorOf, endOfStep, stacked } from './chart-data.ts'
import { tickTexts } from './time-texts.ts'

export interface Drawing {
  kind: 'bars' | 'lines'
  times: readonly number[]
  series: readonly ChartSeries[]
  /** When the last step ends, in seconds. */
  end?: number | undefined
  height: number
  timeZone?: string | undefined
  /** A value on the axis. */
  format: (value: number) => string
  canSelect: boolean
}

interface Listeners {
  /** The pointer is at this many seconds since 1970, or nowhere. */
  onPoint: (seconds: number | undefined) => void
  onSelect: (fromSeconds: number, toSeconds: number) => void
}

/** What a series and its times are to uPlot, which wants the times first. */
export function plotData({ kind, times, series }: Drawing): uPlot.AlignedData {
  const values = kind === 'bars' ? stacked(series) : series.map((one) => [...one.values])
  return [[...times], ...values] as uPlot.AlignedData
}

/**
 * A plot in `box`, whose colours are what the tokens say now: a canvas knows none, so after a change of theme it is
 * made again.
 */
export function drawPlot(box: HTMLElement, current: () => Drawing, { onPoint, onSelect }: Listeners): uPlot {
  const drawing = current()
  const colors = drawing.series.map((one, index) => resolveColor(box, colorOf(one, index)))
  if (drawing.kind === 'bars') colors.reverse()
  const [line, ink] = ['var(--line)', 'var(--ink-3)'].map((color) => resolveColor(box, color))
  const font = `11px ${getComputedStyle(box).fontFamily}`
  const axis = { stroke: ink as string, font, ticks: { show: false } }
  const { timeZone } = drawing
  return new uPlot(
    {
      width: Math.max(80, box.clientWidth),
      height: drawing.height,
      // At the right there is room for half of the last date.
      padding: [8, 18, 0, 0],
      legend: { show: false },
      ...(timeZone ? { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), timeZone) } : {}),
      cursor: {
        y: false,
        x: drawing.kind === 'lines',
        points: { show: drawing.kind === 'lines', size: 7 },
        drag: { x: drawing.canSelect, y: false, setScale: false, dist: 4 },
      },
      scales: {
        x: { range: () => wholeRange(current()) },
        y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.04 : min < 0 ? 0 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 22,
          gap: 4,
          space: 64,
          values: (_, ticks, _axis, _space, stepSeconds) => tickTexts(ticks, stepSeconds, timeZone),
        },
        {
          ...axis,
          grid: { stroke: line as string, width: 1 },
          gap: 6,
          space: 28,
          size: (plot, texts) => widthOf(plot, texts, font),
          values: (_, ticks) => ticks.map((tick) => current().format(tick)),
        },
      ],
      series: [{}, ...colors.map((color) => seriesOf(drawing.kind, color))],
      hooks: {
        setCursor: [({ cursor, posToVal }) => onPoint(isOver(cursor) ? posToVal(cursor.left ?? 0, 'x') : undefined)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select
            if (width > 0) onSelect(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    plotData(drawing),
    box,
  )
}

function seriesOf(kind: Drawing['kind'], color: string): uPlot.Series {
  if (kind === 'lines') return { stroke: color, width: 1.5, points: { size: 4, fill: color }, spanGaps: false }
  const paths = uPlot.paths.bars?.({ align: 1, size: [1, 64], gap: 1 })
  return { fill: color, width: 0, points: { show: false }, ...(paths ? { paths } : {}) }
}

function wholeRange({ kind, times, end }: Drawing): [number, number] {
  const [first = 0, last = 1] = [times[0], times.at(-1)]
  if (kind === 'bars' || times.length === 1) return [first, endOfStep(times, times.length - 1, end)]
  return [first, last]
}

function widthOf(plot: uPlot, texts: string[] | null, font: string): number {
  plot.ctx.save()
  plot.ctx.font = font
  const widest = Math.max(0, ...(texts ?? []).map((text) => plot.ctx.measureText(text).width))
  plot.ctx.restore()
  return Math.ceil(widest) + 10
}

function isOver({ left, top }: uPlot.Cursor): boolean {
  return left !== undefined && left >= 0 && (top ?? 0) >= 0
}

function resolveColor(box: HTMLElement, color: string): string {
  const probe = document.createElement('i')
  probe.style.color = color
  box.append(probe)
  const resolved = getComputedStyle(probe).color
  probe.remove()
  return resolved
}
