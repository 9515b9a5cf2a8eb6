/** One thing that is drawn over time. */
export interface ChartSeries {
  name: string
  /** One for each of the chart's times; null where there is nothing to say. */
  values: readonly (number | null)[]
  /** Any CSS colour, `var(--failed)` for instance; without one the next of the palette. */
  color?: string | undefined
}

/** For bars: each series on top of those before it, the highest first, so that what is drawn later covers its part. */
export function stacked(series: readonly ChartSeries[]): (number | null)[][] {
  const sums: (number | null)[][] = []
  let below: (number | null)[] = []
  for (const { values } of series) {
    below = values.map((value, index) => (value === null ? (below[index] ?? null) : value + (below[index] ?? 0)))
    sums.unshift(below)
  }
  return sums
}

/** When the step at a place ends: where the next one begins; the last one is as long as the one before it. */
export function endOfStep(times: readonly number[], index: number, end?: number): number {
  const at = times[index] ?? 0
  if (index < times.length - 1) return times[index + 1] as number
  return end ?? at + (times.length > 1 ? at - (times[index - 1] as number) : 60)
}

/** The step that holds an instant; the first or last one for what is beyond. `times` ascend. */
export function stepAt(times: readonly number[], seconds: number): number {
  let [low, high] = [0, times.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((times[middle] as number) <= seconds) low = middle
    else high = middle - 1
  }
  return low
}

export function colorOf({ color }: ChartSeries, index: number): string {
  return color ?? `var(--series-${(index % 8) + 1})`
}
