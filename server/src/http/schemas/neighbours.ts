import type * as protocol from '@occur/client/protocol'
import { neighbourhoods } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { Nullable } from './answers.ts'
import { StoredEvent } from './events.ts'

export const neighbourCountDefault = 10

const count = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, default: neighbourCountDefault, description }))

export const NeighboursQuery = Type.Object(
  {
    before: count('How many events before it.'),
    after: count('How many events after it.'),
    within: Type.Optional(
      Type.Enum([...neighbourhoods], {
        description: 'Among which events. Without: the narrowest that the event names.',
      }),
    ),
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof NeighboursQuery>, protocol.NeighboursQuery>>()

export const Neighbours = Type.Object(
  {
    within: Type.Enum([...neighbourhoods]),
    id: Nullable(Type.String({ description: 'Of the session, conversation or user; null for the project.' })),
    before: Type.Array(StoredEvent),
    event: StoredEvent,
    after: Type.Array(StoredEvent),
    has_more_before: Type.Boolean(),
    has_more_after: Type.Boolean(),
  },
  { title: 'Neighbours' },
)
agree<Same<Static<typeof Neighbours>, protocol.Neighbours>>()
