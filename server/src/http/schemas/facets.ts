import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { Nullable } from './answers.ts'
import { ListQuery } from './lists.ts'
import { Covered } from './questions.ts'

const { q, start_datetime, end_datetime } = ListQuery.properties

export const FacetsQuery = Type.Object(
  {
    q,
    start_datetime,
    end_datetime,
    fields: Type.Optional(
      Type.Array(Type.Enum(protocol.facets), {
        description: 'Which facets; repeat the key. Default: all but `agent`, that of the session, which takes longer.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 500,
        default: 20,
        description: 'How many values of each field, and how many paths.',
      }),
    ),
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof FacetsQuery>, protocol.FacetsQuery>>()

const Values = Type.Array(Type.Object({ value: Nullable(Type.String()), count: Type.Integer() }))

export const Facets = Type.Object(
  {
    fields: Type.Partial(
      Type.Object({ source: Values, source_id: Values, category: Values, type: Values, agent: Values }),
    ),
    attributes: Nullable(
      Type.Object({
        events: Type.Integer({ description: 'Of the newest events that pass, so many at most were looked at.' }),
        paths: Type.Array(
          Type.Object({
            path: Type.String({ description: 'As it is written in a filter.' }),
            types: Type.Array(Type.Enum(['text', 'number', 'boolean'])),
            events: Type.Integer(),
          }),
        ),
      }),
    ),
    covered: Covered,
  },
  { title: 'Facets' },
)
agree<Same<Static<typeof Facets>, protocol.Facets>>()
