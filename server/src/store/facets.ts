import { type Facet, facetFields } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { EventFilter } from '../event/filter.ts'
import { leafMarks } from '../event/leaves.ts'
import { countedEventsSql } from './counted-events-sql.ts'
import { Bound, filterSql } from './filter-sql.ts'

/** To take attributes apart costs too much to do it with all there are. */
const attributesOfNewestMax = 20_000

export type LeafType = Exclude<keyof typeof leafMarks, 'begin'>

export interface FoundFacets {
  /** Of the fields that were asked for. */
  fields: { [Field in FacetField]?: { value: string | null; count: number }[] }
  /** How many events passed. */
  events: number
  /** In how many of them, the newest, paths were looked for. */
  looked: number
  /** Null when they were not asked for. */
  paths: { path: string; types: LeafType[]; events: number }[] | null
}

type FacetField = Exclude<Facet, 'attributes'>

export interface WantedFacets {
  facets: readonly Facet[]
  /** Of each facet. */
  limit: number
}

/** What there is to filter by. */
export interface FacetReads {
  facets(project: string, filter: EventFilter, wanted: WantedFacets, asker?: Asker): Promise<FoundFacets>
}

export function facetReads(engine: Engine): FacetReads {
  return {
    facets: async (project, filter, { facets, limit }, asker) => {
      const ofEvents = facetFields.filter((name) => facets.includes(name))
      const [counted, agents, found] = await Promise.all([
        values(engine, project, filter, ofEvents, limit, asker),
        // By themselves: what events are counted by beforehand says nothing of their sessions.
        facets.includes('agent') ? values(engine, project, filter, ['agent'], limit, asker) : null,
        facets.includes('attributes') ? paths(engine, project, filter, limit, asker) : null,
      ])
      return {
        fields: { ...counted.fields, ...agents?.fields },
        events: counted.events,
        looked: Math.min(counted.events, attributesOfNewestMax),
        paths: found,
      }
    },
  }
}

/** Each event is counted once to all of its values, and what was counted once more to each. */
async function values(
  engine: Engine,
  project: string,
  filter: EventFilter,
  fields: readonly FacetField[],
  limit: number,
  asker?: Asker,
): Promise<Pick<FoundFacets, 'fields' | 'events'>> {
  const bound = new Bound()
  const by = fields.map((name) => ({ name, path: [] }))
  const columns = fields.map((_, n) => `CAST(v${n} AS Nullable(String))`)
  const rows = await engine.rows<{ field: number; value: string | null; count: string }>(
    `SELECT field, value, sum(events) AS count FROM (${countedEventsSql({ project, filter, by }, bound)})
    ARRAY JOIN [${['NULL', ...columns].join(', ')}]::Array(Nullable(String)) AS value, range(${columns.length + 1}) AS field
    GROUP BY field, value ORDER BY field, count DESC, value LIMIT {limit:UInt32} BY field`,
    { ...asker, params: { ...bound.params, limit } },
  )
  const of = (field: number) =>
    rows.filter((row) => row.field === field).map(({ value, count }) => ({ value, count: Number(count) }))
  return {
    fields: Object.fromEntries(fields.map((name, n) => [name, of(n + 1)])),
    events: of(0)[0]?.count ?? 0,
  }
}

async function paths(
  engine: Engine,
  project: string,
  filter: EventFilter,
  limit: number,
  asker?: Asker,
): Promise<NonNullable<FoundFacets['paths']>> {
  const { sql, params } = filterSql(project, filter)
  // A path with the mark behind it that tells the type: see `leafMarks`.
  const rows = await engine.rows<{ path: string; marks: string[]; events: string }>(
    `SELECT substring(place, 1, length(place) - 1) AS path, groupUniqArray(substring(place, length(place))) AS marks,
      uniqExact(number) AS events
    FROM (
      SELECT leaves, rowNumberInAllBlocks() AS number
      FROM (SELECT leaves FROM event WHERE ${sql} ORDER BY timestamp DESC LIMIT ${attributesOfNewestMax})
    )
    ARRAY JOIN extractAll(leaves, '\\x01([^\\x02-\\x04]*[\\x02-\\x04])') AS place
    GROUP BY path ORDER BY events DESC, path LIMIT {limit:UInt32}`,
    { ...asker, params: { ...params, limit } },
  )
  const typeOf = Object.fromEntries(Object.entries(leafMarks).map(([type, mark]) => [mark, type]))
  return rows.map(({ path, marks, events }) => ({
    path,
    types: marks.map((mark) => typeOf[mark] as LeafType).sort(),
    events: Number(events),
  }))
}
