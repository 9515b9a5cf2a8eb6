import { facets } from '@occur/client/protocol'
import { type FacetReads, facetsAnswer } from '../../query/facets.ts'
import { departureOf } from '../departure.ts'
import { eventFilterOf } from '../event-filter.ts'
import { parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Facets, FacetsQuery } from '../schemas/facets.ts'

export interface FacetsDeps {
  facetReads: FacetReads
}

const limitDefault = 20
const fieldsDefault = facets.filter((facet) => facet !== 'agent')

/** `GET /api/v1/facets` */
export function addFacets(app: App, { facetReads }: FacetsDeps): void {
  const names = { orderFields: ['timestamp'] as const, fields: ['timestamp'] as const, pageSizeMax: 1 }

  app.get(
    '/api/v1/facets',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Questions'],
        summary: 'What there is to filter by',
        description,
        querystring: FacetsQuery,
        response: answers(200, Facets),
      },
    },
    ({ access, views, query: { limit = limitDefault, fields = fieldsDefault, ...query } }, reply) =>
      facetsAnswer(
        facetReads,
        access.project,
        eventFilterOf(parseListQuery(query, names), views),
        { facets: fields, limit },
        { left: departureOf(reply) },
      ),
  )
}

const description = `The most frequent values of source, source_id, category and type among the events that pass, and what is inside the
attributes of the newest of them, with its types, as it is named in filters. With the parameter fields, those that it names, of which one is agent, the agent of the session.`
