import { formatField } from '@occur/client/filter'
import type { Facets } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import type { EventFilter } from '../event/filter.ts'
import { keysOf } from '../event/leaves.ts'
import type { FacetReads, WantedFacets } from '../store/facets.ts'
import { Account } from './account.ts'

export type { FacetReads }

/** Facets as the wire has them, with paths as they are written in filters. */
export async function facetsAnswer(
  reads: FacetReads,
  project: string,
  filter: EventFilter,
  wanted: WantedFacets,
  asker?: Asker,
): Promise<Facets> {
  const account = new Account(asker)
  const { fields, events, looked, paths } = await reads.facets(project, filter, wanted, account.asker)
  return {
    fields,
    attributes: paths && {
      events: looked,
      paths: paths.map(({ path, ...rest }) => ({
        path: formatField({ name: 'attributes', path: keysOf(path) }),
        ...rest,
      })),
    },
    covered: account.covered(filter.from ?? null, filter.to ?? null, events),
  }
}
