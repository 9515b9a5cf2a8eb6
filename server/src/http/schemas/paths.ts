import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { Nullable } from './answers.ts'
import { Covered } from './questions.ts'

export const PathsQuestion = Type.Object(
  {
    start: Type.String({
      maxLength: 10_000,
      description: 'Where paths begin: a filter. The first event that passes, for `before` the last.',
    }),
    direction: Type.Optional(Type.Enum(['after', 'before'], { description: 'Default `after`.' })),
    q: Type.Optional(
      Type.String({ maxLength: 10_000, description: 'Which events are steps: a filter. Others are passed over.' }),
    ),
    depth: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'Steps from the start; default 3.' })),
    by: Type.Optional(
      Type.String({ description: 'What events are called: a field, or `attributes.` with a path; default `type`.' }),
    ),
    within: Type.Optional(Type.Enum([...protocol.questionUnits], { description: 'Default `session`.' })),
    from: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; inclusive.' })),
    to: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; exclusive.' })),
    top: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'Nodes at each depth beside the rest; default 10.' }),
    ),
  },
  { title: 'PathsQuestion', additionalProperties: false },
)
agree<Same<Static<typeof PathsQuestion>, protocol.PathsQuestion>>()

export const PathsAnswer = Type.Object(
  {
    nodes: Type.Array(
      Type.Object({
        depth: Type.Integer({ description: '0 is where paths begin.' }),
        value: Nullable(Type.String()),
        count: Type.Integer({ description: 'How many paths come through.' }),
        ended: Type.Integer({ description: 'How many of them have no further step.' }),
        is_rest: Type.Boolean({ description: 'All values of this depth beyond `top`, together.' }),
      }),
    ),
    links: Type.Array(
      Type.Object({
        from: Type.Integer({ description: 'A node, by its place in `nodes`.' }),
        to: Type.Integer({ description: 'A node one deeper, by its place in `nodes`.' }),
        count: Type.Integer({ description: 'How many paths go there from there.' }),
      }),
    ),
    covered: Covered,
  },
  { title: 'PathsAnswer' },
)
agree<Same<Static<typeof PathsAnswer>, protocol.PathsAnswer>>()
