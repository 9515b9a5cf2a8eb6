import { formatField } from '@occur/client/filter'
import type { Facets } from '@occur/client/protocol'
import type { EventFilter } from '../event/filter.ts'
import { keysOf } from '../event/leaves.ts'
import type { FacetReads } from '../store/facets.ts'

export type { FacetReads }

/** Facets as the wire has them, with paths as they are written in filters. */
export async function facetsAnswer(
  reads: FacetReads,
  project: string,
  filter: EventFilter,
  limit: number,
  left?: AbortSignal,
): Promise<Facets> {
  const startedMs = performance.now()
  const { fields, events, paths } = await reads.facets(project, filter, limit, left)
  return {
    fields,
    attributes: {
      events,
      paths: paths.map(({ path, ...rest }) => ({
        path: formatField({ name: 'attributes', path: keysOf(path) }),
        ...rest,
      })),
    },
    elapsed_ms: Math.round(performance.now() - startedMs),
  }
}
