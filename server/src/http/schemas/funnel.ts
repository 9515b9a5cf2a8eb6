import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'
import { Covered } from './questions.ts'

const hundredYearsSeconds = 3_155_760_000

const Filter = (description: string) => Type.String({ maxLength: 10_000, description })

export const Funnel = Type.Object(
  {
    steps: Type.Array(
      Type.Object(
        {
          q: Filter('Which events are this step: a filter, see docs/filter.md.'),
          name: Type.Optional(Type.String({ maxLength: 200, description: 'Default: the filter itself.' })),
        },
        { additionalProperties: false },
      ),
      { minItems: 2, maxItems: 10, description: 'In order. Other events may stand between them.' },
    ),
    q: Type.Optional(Filter('Which events count at all: a filter.')),
    from: Type.Optional(Type.String({ description: 'Of first steps: RFC 3339 or a bare date; inclusive.' })),
    to: Type.Optional(
      Type.String({
        description:
          'Of first steps: RFC 3339 or a bare date; exclusive. Later steps may follow only while the window lasts.',
      }),
    ),
    within: Type.Optional(
      Type.Enum([...protocol.questionUnits], { description: 'Who goes through the steps; default `session`.' }),
    ),
    window_seconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: hundredYearsSeconds,
        description: 'From the first step to the last. Default: any time; for users seven days.',
      }),
    ),
    group_by: Type.Optional(
      Type.String({ description: 'A field, or `attributes.` with a path: of the event that is the first step.' }),
    ),
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 10.' })),
    drop_outs: Type.Optional(
      Type.Object(
        {
          after_step: Type.Integer({
            minimum: 1,
            description: 'Who got to this step, counted from 1, and no further.',
          }),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Default 100.' })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { title: 'Funnel', additionalProperties: false },
)
agree<Same<Static<typeof Funnel>, protocol.Funnel>>()

const reached = {
  count: Type.Integer({ description: 'How many got here.' }),
  from_previous: Nullable(Type.Number({ description: 'The part of those at the step before.' })),
  from_first: Nullable(Type.Number({ description: 'The part of those at the first step.' })),
  seconds: Nullable(
    Type.Object(
      { median: Type.Number(), p90: Type.Number(), average: Type.Number() },
      { description: 'Since the step before.' },
    ),
  ),
}
const ReachedSteps = Type.Array(Type.Object(reached))

export const FunnelAnswer = Type.Object(
  {
    steps: Type.Array(Type.Object({ ...reached, name: Type.String() })),
    groups: Type.Array(Type.Object({ key: Nullable(Type.String()), steps: ReachedSteps })),
    rest: Nullable(Type.Object({ steps: ReachedSteps })),
    drop_outs: Type.Optional(
      Type.Array(Type.Object({ id: Type.String(), at: DateTime('The instant of the last step.') }), {
        description: 'The newest first.',
      }),
    ),
    window_seconds: Nullable(Type.Number()),
    covered: Covered,
  },
  { title: 'FunnelAnswer' },
)
agree<Same<Static<typeof FunnelAnswer>, protocol.FunnelAnswer>>()
