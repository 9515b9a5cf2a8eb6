import type { Measure } from '@occur/client/protocol'
import type { MeasuredAnswer } from '../../data/insights.ts'
import { formatMeasured, measureName } from '../../data/measure-words.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { endOfStep } from '../time-chart/chart-data.ts'
import { spanText } from '../time-chart/time-texts.ts'
import table from './table.module.css'

/** A row for each step of time: of every measure, or of the first one for each group. */
export function StepTable({
  label,
  answer,
  measures,
  isGrouped,
  timeZone,
}: {
  label: string
  answer: MeasuredAnswer
  measures: readonly Measure[]
  isGrouped: boolean
  timeZone: string | undefined
}) {
  const [first = { measure: 'count' as const }] = measures
  const columns = isGrouped
    ? answer.groups.map(({ key, series }) => ({
        name: key.map((part) => part ?? 'none').join(' · '),
        measure: first,
        values: series?.map(({ values }) => values[0] ?? null) ?? [],
      }))
    : measures.map((measure, at) => ({
        name: measureName(measure),
        measure,
        values: answer.groups[0]?.series?.map(({ values }) => values[at] ?? null) ?? [],
      }))
  const times = (answer.groups[0]?.series ?? []).map(({ at }) => Date.parse(at) / 1000)
  return (
    <ScrollRegion label={label} className={table.scroll}>
      <table className={table.table}>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" data-number>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{spanText(time * 1000, endOfStep(times, at) * 1000, timeZone)}</th>
              {columns.map(({ name, measure, values }) => (
                <td key={name} data-number>
                  {formatMeasured(measure, values[at])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
