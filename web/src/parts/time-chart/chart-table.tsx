import type { ChartSeries } from './chart-data.ts'

/** Steps beyond these would make the page slow for everybody; what has them all is an export. */
const rowsCountMax = 400

/** What a chart shows, for those who do not see it. Steps in which nothing was are left out where there are many. */
export function ChartTable({
  label,
  times,
  series,
  format,
  stepText,
}: {
  label: string
  times: readonly number[]
  series: readonly ChartSeries[]
  format: (value: number) => string
  stepText: (index: number) => string
}) {
  const all = times.map((_, index) => index)
  const told = all.length <= 50 ? all : all.filter((index) => series.some(({ values }) => values[index]))
  const rows = told.slice(0, rowsCountMax)
  return (
    <div className="sr-only">
      <table>
        <caption>
          {label}
          {rows.length < told.length && `, the first ${rows.length} of ${told.length} steps`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((index) => (
            <tr key={times[index]}>
              <th scope="row">{stepText(index)}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{valueText(values[index], format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value)
}
