import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { columnName } from '../../data/columns.ts'
import { histogramQuery, intervalNames } from '../../data/histogram.ts'
import { type ChartSeries, TimeChart } from '../../parts/time-chart/time-chart.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { DimensionMenu } from './dimension-menu.tsx'
import styles from './histogram-panel.module.css'
import type { Explore } from './use-explore.ts'

const heightPx = 116
const heightPxSmall = 84
const paletteSize = 8

/** How many events when, divided by what they are. Dragging over it narrows the time range. */
export default function HistogramPanel({ explore }: { explore: Explore }) {
  const { search, change, filter } = explore
  const by = search.by === 'none' ? undefined : (search.by ?? 'type')
  const { data, error, isPlaceholderData, isPending } = useQuery({
    ...histogramQuery(search, by),
    enabled: explore.isListed,
  })
  const colorOf = useSteadyColors(by)
  const isSmall = useMedia('(max-width: 40rem)')
  const height = isSmall ? heightPxSmall : heightPx
  const groups = data?.groups ?? []
  const series: ChartSeries[] = groups.map(({ key, values, isRest }) => ({
    name: isRest ? 'All others' : by === undefined ? 'Events' : (key ?? 'No value'),
    values,
    color: isRest ? 'var(--series-rest)' : key === null ? (by ? 'var(--line-control)' : undefined) : colorOf(key),
  }))
  return (
    <section className={styles.panel} aria-label="Histogram">
      <div className={styles.head}>
        <DimensionMenu explore={explore} by={by} />
        {data && <span className={styles.step}>per {intervalNames[data.interval]}</span>}
      </div>
      {data ? (
        <TimeChart
          label={by === undefined ? 'Events over time' : `Events over time by ${columnName(by)}`}
          kind="bars"
          times={data.times}
          series={series}
          height={height}
          timeZone={search.tz}
          isStale={isPlaceholderData}
          hasLegend={by !== undefined && !isSmall}
          onSelect={(fromMs, toMs) =>
            change({ range: undefined, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
          }
          onPick={({ name }) => {
            const group = groups[series.findIndex((one) => one.name === name)]
            if (by !== undefined && group && !group.isRest) filter({ field: by, value: group.key })
          }}
        />
      ) : (
        <div className={styles.empty} style={{ height }} role={error ? 'alert' : 'status'}>
          {error ? `There is no histogram: ${error.message}` : isPending ? <Shape /> : 'Nothing to count'}
        </div>
      )}
    </section>
  )
}

/** The shape of what comes. */
function Shape() {
  return (
    <>
      <span className="sr-only">Counting…</span>
      {Array.from({ length: 48 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        <i key={index} aria-hidden style={{ height: `${25 + 40 * Math.abs(Math.sin(index / 3.1))}%` }} />
      ))}
    </>
  )
}

/** A value keeps its colour when the filter changes and others come or go. */
function useSteadyColors(by: string | undefined): (key: string) => string {
  const known = useRef<{ by: string | undefined; places: Map<string, number> }>({ by, places: new Map() })
  if (known.current.by !== by) known.current = { by, places: new Map() }
  const { places } = known.current
  return (key) => {
    if (!places.has(key)) places.set(key, places.size)
    return `var(--series-${((places.get(key) ?? 0) % paletteSize) + 1})`
  }
}
