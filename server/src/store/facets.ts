import { facetFields } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { EventFilter } from '../event/filter.ts'
import { leafMarks } from '../event/leaves.ts'
import { filterSql } from './filter-sql.ts'
import { countEvents } from './find-events.ts'

/** To take attributes apart costs too much to do it with all there are. */
const attributesOfNewestMax = 20_000

export type LeafType = Exclude<keyof typeof leafMarks, 'begin'>

export interface FoundFacets {
  fields: Record<(typeof facetFields)[number], { value: string | null; count: number }[]>
  /** How many events passed. */
  events: number
  /** In how many of them, the newest, paths were looked for. */
  looked: number
  paths: { path: string; types: LeafType[]; events: number }[]
}

/** What there is to filter by. */
export interface FacetReads {
  facets(project: string, filter: EventFilter, limit: number, asker?: Asker): Promise<FoundFacets>
}

export function facetReads(engine: Engine): FacetReads {
  return {
    facets: async (project, filter, limit, asker) => {
      const counting = facetFields.map(async (field) => [
        field,
        await values(engine, project, filter, field, limit, asker),
      ])
      const [fields, inside, events] = await Promise.all([
        Promise.all(counting),
        paths(engine, project, filter, limit, asker),
        countEvents(engine, project, filter, asker),
      ])
      return { fields: Object.fromEntries(fields) as FoundFacets['fields'], ...inside, events }
    },
  }
}

async function values(
  engine: Engine,
  project: string,
  filter: EventFilter,
  field: string,
  limit: number,
  asker?: Asker,
) {
  const { sql, params } = filterSql(project, filter)
  const rows = await engine.rows<{ value: string | null; count: string }>(
    `SELECT ${field} AS value, count() AS count FROM event WHERE ${sql}
    GROUP BY value ORDER BY count DESC, value LIMIT {limit:UInt32}`,
    { ...asker, params: { ...params, limit } },
  )
  return rows.map(({ value, count }) => ({ value, count: Number(count) }))
}

async function paths(engine: Engine, project: string, filter: EventFilter, limit: number, asker?: Asker) {
  const { sql, params } = filterSql(project, filter)
  // A path with the mark behind it that tells the type: see `leafMarks`.
  const rows = await engine.rows<{ path: string; marks: string[]; events: string; looked: string }>(
    `WITH newest AS (
      SELECT leaves FROM event WHERE ${sql} ORDER BY timestamp DESC LIMIT ${attributesOfNewestMax}
    )
    SELECT substring(place, 1, length(place) - 1) AS path, groupUniqArray(substring(place, length(place))) AS marks,
      uniqExact(number) AS events, (SELECT count() FROM newest) AS looked
    FROM (SELECT leaves, rowNumberInAllBlocks() AS number FROM newest)
    ARRAY JOIN extractAll(leaves, '\\x01([^\\x02-\\x04]*[\\x02-\\x04])') AS place
    GROUP BY path ORDER BY events DESC, path LIMIT {limit:UInt32}`,
    { ...asker, params: { ...params, limit } },
  )
  const typeOf = Object.fromEntries(Object.entries(leafMarks).map(([type, mark]) => [mark, type]))
  return {
    looked: Number(rows[0]?.looked ?? 0),
    paths: rows.map(({ path, marks, events }) => ({
      path,
      types: marks.map((mark) => typeOf[mark] as LeafType).sort(),
      events: Number(events),
    })),
  }
}
