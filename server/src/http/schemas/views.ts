import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime } from './answers.ts'
import { Funnel } from './funnel.ts'
import { OneOf } from './one-of.ts'
import { PathsQuestion } from './paths.ts'
import { Question } from './questions.ts'
import { TransfersQuestion } from './transfers.ts'

const { q: _, ...measure } = Question.properties
const { q: _funnel, ...funnel } = Funnel.properties
const { q: _paths, ...paths } = PathsQuestion.properties
const { q: _transfers, ...transfers } = TransfersQuestion.properties
const closed = { additionalProperties: false }
const kinds = [
  Type.Object({ kind: Type.Literal('measure'), ...measure }, closed),
  Type.Object({ kind: Type.Literal('funnel'), ...funnel }, closed),
  Type.Object({ kind: Type.Literal('paths'), ...paths }, closed),
  Type.Object({ kind: Type.Literal('transfers'), ...transfers }, closed),
] as const

const ViewQuestion = OneOf('kind', kinds, 'The body of a question about the events that pass `q`, without its own.')
agree<Same<Static<typeof ViewQuestion>, protocol.ViewQuestion>>()

export const ViewDefinition = Type.Object(
  {
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    of: Type.Enum([...protocol.viewSubjects], { description: 'What it finds, and so what its filter can ask about.' }),
    q: Type.String({
      maxLength: 10_000,
      description: 'A filter, see docs/filter.md; it may name other views. Empty for everything.',
    }),
    columns: Type.Optional(
      Type.Array(Type.String({ maxLength: 1000 }), {
        maxItems: 100,
        uniqueItems: true,
        description: 'Fields of what the view is of; of events also `attributes.` with a path.',
      }),
    ),
    question: Type.Optional(ViewQuestion),
    range: Type.Optional(
      Type.String({
        pattern: protocol.viewRangePattern,
        description: 'Which time to look at, unless another one is asked for: `-7d`, `today`.',
      }),
    ),
    chart: Type.Optional(
      Type.Enum([...protocol.viewCharts], { description: 'How to draw the answer to its question.' }),
    ),
    pin: Type.Optional(
      Type.Number({ description: 'Where on the dashboard it stands, the lowest first; without: not on it.' }),
    ),
  },
  { title: 'ViewDefinition', additionalProperties: false },
)
agree<Same<Static<typeof ViewDefinition>, protocol.ViewDefinition>>()

const name = Type.String({
  pattern: protocol.viewNamePattern,
  description: 'Letters of ASCII, digits, `-`, `_` and `.`, at most 80. The same in upper and lower case.',
})

export const NewView = Type.Object(
  { name, ...ViewDefinition.properties },
  { title: 'NewView', additionalProperties: false },
)
agree<Same<Static<typeof NewView>, protocol.NewView>>()

export const ViewChange = Type.Object(
  { name: Type.Optional(name), ...ViewDefinition.properties },
  { title: 'ViewChange', additionalProperties: false },
)
agree<Same<Static<typeof ViewChange>, protocol.ViewChange>>()

export const View = Type.Object(
  {
    ...NewView.properties,
    created_at: DateTime(),
    changed_at: DateTime(),
    version: Type.Integer({ description: 'One more with every change; also the ETag.' }),
  },
  { title: 'View' },
)
agree<Same<Static<typeof View>, protocol.View>>()
