import type uPlot from 'uplot'
import { type ChartSeries, colorOf } from './chart-data.ts'
import { valueText } from './chart-table.tsx'
import styles from './time-chart.module.css'

const linesCountMax = 9

interface ChartTipProps {
  plot: uPlot
  series: readonly ChartSeries[]
  kind: 'bars' | 'lines'
  format: (value: number) => string
  index: number
  title: string
  /** The step in seconds. */
  from: number
  to: number
}

/** What is at one step, beside it; of bars the step itself is lit. */
export function ChartTip({ plot, series, kind, format, index, title, from, to }: ChartTipProps) {
  const edge = plot.over.offsetLeft
  const [left, right] = [from, to].map((seconds) => plot.valToPos(seconds, 'x') + edge) as [number, number]
  const lines = series
    .map((one, place) => ({ name: one.name, value: one.values[index] ?? null, color: colorOf(one, place) }))
    .filter(({ value }) => kind === 'lines' || series.length === 1 || value)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const total = lines.reduce((sum, { value }) => sum + (value ?? 0), 0)
  const isRight = left > plot.width / 2
  return (
    <>
      {kind === 'bars' && (
        <div
          className={styles.band}
          style={{ left, width: Math.max(2, right - left), height: plot.over.clientHeight, top: plot.over.offsetTop }}
        />
      )}
      <div
        className={styles.tip}
        style={isRight ? { right: plot.width - left + 10 } : { left: (kind === 'bars' ? right : left) + 10 }}
        aria-hidden
      >
        <p className={styles.tipTitle}>{title}</p>
        {lines.length === 0 && <p className={styles.tipNone}>None</p>}
        {kind === 'bars' && lines.length > 1 && (
          <p className={styles.tipLine}>
            <i className={styles.swatch} />
            <span>All</span> <b>{format(total)}</b>
          </p>
        )}
        {lines.slice(0, linesCountMax).map(({ name, value, color }) => (
          <p key={name} className={styles.tipLine}>
            <i className={styles.swatch} style={{ background: color }} />
            <bdi>{name}</bdi> <b>{valueText(value, format)}</b>
          </p>
        ))}
        {lines.length > linesCountMax && <p className={styles.tipNone}>and {lines.length - linesCountMax} more</p>}
      </div>
    </>
  )
}
