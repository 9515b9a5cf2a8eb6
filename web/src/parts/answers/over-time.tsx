import type { Measure } from '@occur/client/protocol'
import type { MeasuredAnswer } from '../../data/insights.ts'
import { formatMeasured, measureName } from '../../data/measure-words.ts'
import { type ChartSeries, TimeChart } from '../time-chart/time-chart.tsx'

/** More lines than this are not told apart. */
const linesMax = 8

interface OverTimeProps {
  label: string
  answer: MeasuredAnswer
  measure: Measure
  /** Which of the answer's measures that is. */
  at: number
  isGrouped: boolean
  kind: 'bars' | 'lines'
  timeZone: string | undefined
  height: number
  isStale: boolean
  onSelect?: ((fromMs: number, toMs: number) => void) | undefined
  hasLegend?: boolean
}

/** The colour of a group in a chart, by its place. */
export function seriesColor(at: number): string {
  return at < linesMax ? `var(--series-${at + 1})` : 'var(--series-rest)'
}

/** One measure over time, a line or a colour for each group, and how it was before where nothing is grouped. */
export function OverTime({ label, answer, measure, at, isGrouped, kind, ...chart }: OverTimeProps) {
  const steps = answer.groups[0]?.series ?? []
  return (
    <TimeChart
      {...chart}
      label={label}
      kind={kind}
      times={steps.map((step) => Date.parse(step.at) / 1000)}
      series={seriesOf(answer, measure, at, isGrouped, kind)}
      format={(value) => formatMeasured(measure, value)}
    />
  )
}

export function seriesOf(
  { groups, rest }: Pick<MeasuredAnswer, 'groups' | 'rest'>,
  measure: Measure,
  at: number,
  isGrouped: boolean,
  kind: 'bars' | 'lines',
): ChartSeries[] {
  const valuesOf = (series: { values: (number | null)[] }[] | undefined) =>
    (series ?? []).map(({ values }) => values[at] ?? null)
  if (!isGrouped) {
    const [all] = groups
    if (!all) return []
    const now = { name: measureName(measure), values: valuesOf(all.series) }
    // Bars would stand on each other.
    if (!all.previous?.series || kind === 'bars') return [now]
    return [now, { name: 'The time before', values: valuesOf(all.previous.series), color: 'var(--series-rest)' }]
  }
  const drawn = groups.slice(0, linesMax).map(({ key, series }) => ({
    name: key.map((part) => part ?? 'none').join(' · '),
    values: valuesOf(series),
  }))
  // Only what can be added up has a sum with the others.
  const canAdd = kind === 'bars' && (measure.measure === 'count' || measure.measure === 'sum')
  if (!canAdd || (groups.length <= linesMax && !rest)) return drawn
  const others = [...groups.slice(linesMax), ...(rest ? [rest] : [])].map(({ series }) => valuesOf(series))
  const values = (others[0] ?? []).map((_, step) => others.reduce((sum, one) => sum + (one[step] ?? 0), 0))
  return [...drawn, { name: 'All others', values, color: 'var(--series-rest)' }]
}
