import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { CheckedFunnel } from '../event/funnel.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { Bound } from './filter-sql.ts'
import { attemptsSql } from './funnel-sql.ts'

/** How many got to each step, and how long that took them since the one before: of the first step, and of nobody, null. */
export interface FoundSteps {
  counts: number[]
  seconds: ({ median: number; p90: number; average: number } | null)[]
}

export interface FoundFunnel {
  total: FoundSteps
  /** Those with the most first steps first. */
  groups: (FoundSteps & { key: string | null })[]
  /** All other groups. */
  rest: FoundSteps | null
  /** The newest first. */
  dropOuts: { id: string; at: TimestampNs }[]
  /** How many events pass a step. */
  events: number
  /** When the first and the last of them was; null when none does. */
  bounds: { first: TimestampNs; last: TimestampNs } | null
}

export interface FunnelReads {
  funnel(project: string, funnel: CheckedFunnel, asker?: Asker): Promise<FoundFunnel>
}

export function funnelReads(engine: Engine): FunnelReads {
  return { funnel: (project, funnel, asker) => readFunnel(engine, project, funnel, asker) }
}

/** One statement, whatever is asked: events are read once, and all of its numbers agree. */
async function readFunnel(engine: Engine, project: string, funnel: CheckedFunnel, asker?: Asker): Promise<FoundFunnel> {
  const bound = new Bound()
  const rows = await engine.rows<Row>(funnelSql(attemptsSql(project, funnel, bound), funnel), {
    ...asker,
    params: bound.params,
  })
  const byPlace = new Map(rows.map((row) => [Number(row.place), row]))
  const total = byPlace.get(totalPlace)
  // Who never took the first step is in a group too, by nothing.
  const groups = rows.filter(({ place, counts }) => Number(place) !== totalPlace && counts[0] !== '0')
  const rest = groups.find(({ place }) => Number(place) > funnel.top)
  return {
    total: stepsOf(total, funnel),
    groups:
      funnel.groupBy === null
        ? []
        : groups.filter((row) => row !== rest).map((row) => ({ key: row.group_key, ...stepsOf(row, funnel) })),
    rest: rest ? stepsOf(rest, funnel) : null,
    dropOuts: (total?.drop_outs ?? []).map(([at, id]) => ({ id, at: -BigInt(at) })),
    events: Number(total?.events ?? 0),
    bounds: total && total.events !== '0' ? { first: BigInt(total.first), last: BigInt(total.last) } : null,
  }
}

interface Row {
  place: string
  group_key: string | null
  events: string
  first: string
  last: string
  counts: string[]
  /** Median, 90th percentile and average, for each step but the first. */
  seconds: number[][]
  drop_outs: [at: string, id: string][]
}

/** Groups have their place, from 1 on; those beyond `top` share the next one. */
const totalPlace = 0

function funnelSql(attempts: string, { steps, top, dropOuts }: CheckedFunnel): string {
  const later = steps.slice(1).map((_, at) => at + 2)
  const secondsSql = (step: number) => `toFloat64(toInt128(path.${step}) - path.${step - 1}) / 1e9`
  const byKey = [
    'group_key',
    'sum(events) AS events, min(first) AS first, max(last) AS last',
    `[${steps.map((_, at) => `countIf(reached > ${at})`).join(', ')}] AS counts`,
    ...later.map(
      (step) => `quantilesExactInclusiveIfState(0.5, 0.9)(${secondsSql(step)}, reached >= ${step}) AS quantiles_${step},
        avgIfState(${secondsSql(step)}, reached >= ${step}) AS average_${step}`,
    ),
    ...(dropOuts
      ? [
          `groupArraySortedIfState(${dropOuts.limit})((-path.${dropOuts.afterStep}, unit), reached = ${dropOuts.afterStep}) AS drop_outs`,
        ]
      : []),
  ]
  const seconds = later.map(
    (step) => `arrayPushBack(quantilesExactInclusiveIfMerge(0.5, 0.9)(quantiles_${step}), avgIfMerge(average_${step}))`,
  )
  return `SELECT place, any(group_key) AS group_key, sum(events) AS events, min(first) AS first, max(last) AS last,
      sumForEach(counts) AS counts, [${seconds.join(', ')}] AS seconds
      ${dropOuts ? `, groupArraySortedIfMerge(${dropOuts.limit})(drop_outs) AS drop_outs` : ''}
    FROM (
      SELECT *, least(row_number() OVER (ORDER BY counts[1] DESC, isNull(group_key), group_key), ${top + 1}) AS place
      FROM (SELECT ${byKey.join(', ')} FROM (${attempts}) GROUP BY group_key)
    )
    GROUP BY GROUPING SETS ((place), ()) ORDER BY place`
}

function stepsOf(row: Row | undefined, { steps }: CheckedFunnel): FoundSteps {
  const counts = steps.map((_, at) => Number(row?.counts[at] ?? 0))
  const seconds = counts.map((count, at) => {
    if (at === 0 || count === 0) return null
    const [median, p90, average] = row!.seconds[at - 1]!
    return { median: median!, p90: p90!, average: average! }
  })
  return { counts, seconds }
}
