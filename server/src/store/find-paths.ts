import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { CheckedPaths } from '../event/paths.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { languageSql } from './filter-language-sql.ts'
import { Bound, filterSql } from './filter-sql.ts'
import { sequencesSql } from './sequences-sql.ts'

/** How many paths go from one node to the next, or on to something that is not answered. */
export interface FoundLink {
  /** Of the node that it leads to. */
  depth: number
  /** `ended`: there is nothing more. `beyond`: there is, deeper than was asked for. */
  to: 'node' | 'ended' | 'beyond'
  /** Nodes by their rank among those of their depth, from 1; 0 is all beyond `top`. */
  fromRank: number
  toRank: number
  /** What it leads to; null also for the rest. */
  value: string | null
  paths: number
}

export interface FoundPaths {
  /** Of depth 0 are those that lead from nowhere to where paths begin. */
  links: FoundLink[]
  /** Between which instants events were looked at, and how many; null when no path begins. */
  looked: { first: TimestampNs; last: TimestampNs; events: number } | null
}

/** Following paths of events. */
export interface PathReads {
  paths(project: string, question: CheckedPaths, asker?: Asker): Promise<FoundPaths>
}

export function pathReads(engine: Engine): PathReads {
  return { paths: (project, question, asker) => findPaths(engine, project, question, asker) }
}

/**
 * First each path by itself; then how often each value leads to each, depth by depth; then the rank of each value at its
 * depth, counted by what leads to it and, which is the same, by what leads on from it; and last those beyond `top` as one.
 */
async function findPaths(engine: Engine, project: string, question: CheckedPaths, asker?: Asker): Promise<FoundPaths> {
  const { start, asked, unit, direction, depth, by, top, ...range } = question
  const bound = new Bound()
  const sequences = sequencesSql(
    {
      project,
      range,
      unit,
      start: languageSql(start, { project, bound }),
      startAt: direction === 'after' ? 'first' : 'last',
      step: languageSql(asked, { project, bound }),
      direction,
      // One more than is answered tells those that end there from those that go on.
      stepsMax: depth + 1,
      told: [by],
      startsOften: await startsOften(engine, project, question, asker),
    },
    bound,
  )
  const rows = await engine.rows<LinkRow>(
    `WITH ${sequences.with},
      path AS (
        SELECT first, last, events, least(length(path), ${depth + 1}) AS node_count, arraySlice(path, 1, node_count) AS nodes,
          if(length(path) > node_count, ${endings.indexOf('beyond')}, ${endings.indexOf('ended')}) AS ending
        FROM (${sequences.select})
      ),
      numbered AS (
        SELECT depth, if(depth < node_count, ${endings.indexOf('node')}, ending) AS leads_to, from_number, to_number,
          count() AS paths, min(first) AS first, max(last) AS last, sum(events) AS events
        FROM path
        ARRAY JOIN arrayPushFront(nodes, 0) AS from_number, arrayPushBack(nodes, 0) AS to_number, range(node_count + 1) AS depth
        GROUP BY depth, leads_to, from_number, to_number
      ),
      pair AS (
        SELECT depth, leads_to, paths, first, last, events,
          ${sequences.texts('from_number')} AS from_value, ${sequences.texts('to_number')} AS to_value
        FROM numbered
      ),
      counted AS (
        SELECT *, sum(paths) OVER (PARTITION BY depth, from_value) AS from_paths,
          sum(paths) OVER (PARTITION BY depth, leads_to, to_value) AS to_paths
        FROM pair
      ),
      ranked AS (
        SELECT *, dense_rank() OVER (PARTITION BY depth ORDER BY from_paths DESC, from_value) AS from_rank_of_all,
          dense_rank() OVER (PARTITION BY depth, leads_to ORDER BY to_paths DESC, to_value) AS to_rank_of_all
        FROM counted
      )
    SELECT depth, leads_to, if(from_rank_of_all > ${top}, 0, from_rank_of_all) AS from_rank,
      if(to_rank_of_all > ${top}, 0, to_rank_of_all) AS to_rank,
      if(to_rank = 0, NULL, any(to_value)) AS value, sum(paths) AS paths,
      toUnixTimestamp64Nano(min(first)) AS first_ns, toUnixTimestamp64Nano(max(last)) AS last_ns, sum(events) AS events
    FROM ranked
    GROUP BY depth, leads_to, from_rank, to_rank`,
    { ...asker, params: bound.params },
  )
  return { links: rows.map(foundLink), looked: lookedAt(rows.filter((row) => Number(row.depth) === 0)) }
}

/**
 * Whether one of fifty events is a start, among some thousands of the range. From there on most sessions have one, and to follow
 * the others too takes less time than to find out first which they are: with a rare start, that is reversed.
 */
async function startsOften(engine: Engine, project: string, question: CheckedPaths, asker?: Asker): Promise<boolean> {
  const { start, from, to } = question
  const bound = new Bound()
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const within = filterSql(project, { conditions: [], ...range }, bound).sql
  const [row] = await engine.rows<{ often: number }>(
    `SELECT countIf(starts) * 50 >= count() AS often
    FROM (SELECT ifNull(${languageSql(start, { project, bound })}, 0) AS starts FROM event WHERE ${within} LIMIT 8192)`,
    { ...asker, params: bound.params },
  )
  return row?.often === 1
}

const endings = ['node', 'ended', 'beyond'] as const satisfies FoundLink['to'][]

interface LinkRow {
  depth: string
  /** Its place in `endings`. */
  leads_to: string
  from_rank: string
  to_rank: string
  value: string | null
  paths: string
  first_ns: string
  last_ns: string
  events: string
}

function foundLink({ depth, leads_to, from_rank, to_rank, value, paths }: LinkRow): FoundLink {
  return {
    depth: Number(depth),
    to: endings[Number(leads_to)]!,
    fromRank: Number(from_rank),
    toRank: Number(to_rank),
    value,
    paths: Number(paths),
  }
}

/** From what leads to the beginnings, because each path is counted there once. */
function lookedAt(rows: readonly LinkRow[]): FoundPaths['looked'] {
  if (rows.length === 0) return null
  const earliest = rows.reduce((a, b) => (BigInt(a.first_ns) <= BigInt(b.first_ns) ? a : b))
  const latest = rows.reduce((a, b) => (BigInt(a.last_ns) >= BigInt(b.last_ns) ? a : b))
  return {
    first: BigInt(earliest.first_ns),
    last: BigInt(latest.last_ns),
    events: rows.reduce((sum, { events }) => sum + Number(events), 0),
  }
}
