import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'
import { OneOf } from './one-of.ts'

const Of = Type.String({ description: 'For instance `session_id`, or `attributes.duration_ms`.' })

const measures = [
  Type.Object({ measure: Type.Literal('count') }, { additionalProperties: false }),
  Type.Object({ measure: Type.Literal('distinct'), of: Of }, { additionalProperties: false }),
  Type.Object(
    { measure: Type.Enum(['sum', 'average', 'min', 'max']), of: Of },
    { additionalProperties: false, description: 'Of all numbers there.' },
  ),
  Type.Object(
    { measure: Type.Literal('percentile'), of: Of, percent: Type.Number({ minimum: 0, maximum: 100 }) },
    { additionalProperties: false },
  ),
] as const
const Measure = OneOf('measure', measures, 'What is measured.')

export const Question = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 10_000, description: 'Which events: a filter, see docs/filter.md.' })),
    from: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; inclusive.' })),
    to: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; exclusive.' })),
    measures: Type.Optional(
      Type.Array(Measure, { minItems: 1, maxItems: 10, description: 'Default: how many events.' }),
    ),
    group_by: Type.Optional(Type.Array(Type.String(), { maxItems: 3 })),
    interval: Type.Optional(Type.Enum([...protocol.intervals])),
    time_zone: Type.Optional(Type.String({ description: 'Of the IANA database; default UTC.' })),
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 10.' })),
    compare: Type.Optional(Type.Literal('previous')),
  },
  { title: 'Question', additionalProperties: false },
)
agree<Same<Static<typeof Question>, protocol.Question>>()

const Measured = Type.Array(Nullable(Type.Number()), {
  description: 'One for each measure; null for nothing to measure.',
})
const Series = Type.Optional(Type.Array(Type.Object({ at: DateTime('When the step begins.'), values: Measured })))
const Previous = Type.Optional(Type.Object({ values: Measured, series: Series }))

export const Covered = Type.Object(
  {
    from: Nullable(DateTime()),
    to: Nullable(DateTime()),
    events: Type.Integer({ description: 'How many passed.' }),
    rows_read: Type.Integer({ description: 'How many rows the engine read to find out.' }),
    exact: Type.Literal(true, { description: 'Nothing was sampled or estimated.' }),
    elapsed_ms: Type.Integer(),
  },
  { title: 'Covered' },
)
agree<Same<Static<typeof Covered>, protocol.Covered>>()

export const Answer = Type.Object(
  {
    groups: Type.Array(
      Type.Object({
        key: Type.Array(Nullable(Type.String()), { description: 'A value for each of `group_by`.' }),
        values: Measured,
        series: Series,
        previous: Previous,
      }),
    ),
    rest: Nullable(Type.Object({ values: Measured, series: Series, previous: Previous })),
    covered: Covered,
  },
  { title: 'Answer' },
)
agree<Same<Static<typeof Answer>, protocol.Answer>>()
