import type * as protocol from '@occur/client/protocol'
import { eventFields, serverFields } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'

type JsonObject = { [key: string]: protocol.Json }

export const Attributes = Type.Unsafe<JsonObject>({
  type: 'object',
  additionalProperties: true,
  description: 'Anything else, at any depth; given back exactly as it came.',
})

const optionalText = (description?: string) => Type.Optional(Nullable(Type.String(description ? { description } : {})))
const text = () => Nullable(Type.String())

export const EventInput = Type.Object(
  {
    timestamp: Type.String({
      description: 'When it occurred: RFC 3339, up to nine fraction digits. No zone means UTC. Years 1900 to 2261.',
    }),
    event_id: optionalText(
      'Makes a retry harmless: the same id in the same project is stored once. At most 512 bytes.',
    ),
    session_id: optionalText('The session in which it occurred.'),
    conversation_id: optionalText('The conversation that the session is part of.'),
    source: optionalText('What it came from: `tool-call`, `llm-prompt`, or any other value.'),
    source_id: optionalText('The id of that source.'),
    category: optionalText('Broad class, such as `automation`.'),
    type: optionalText('Specific class, such as `phone-transfer`.'),
    user_id: optionalText('The person interacting.'),
    description: optionalText('For people.'),
    attributes: Type.Optional(Nullable(Attributes)),
  },
  { title: 'EventInput' },
)
agree<Same<Static<typeof EventInput>, protocol.EventInput>>()

export const Event = Type.Object(
  {
    timestamp: DateTime(),
    session_id: text(),
    conversation_id: text(),
    source: text(),
    source_id: text(),
    category: text(),
    type: text(),
    user_id: text(),
    description: text(),
    attributes: Nullable(Attributes),
  },
  { title: 'Event' },
)
agree<Same<Static<typeof Event>, protocol.Event>>()

export const StoredEvent = Type.Object(
  {
    ...Event.properties,
    event_id: Type.String(),
    received_at: DateTime('When the server took it in.'),
    cursor: Type.String({ description: 'Opaque. Its place in the order of commits.' }),
  },
  { title: 'StoredEvent' },
)
agree<Same<Static<typeof StoredEvent>, protocol.StoredEvent>>()

/** An event of a list: what `fields` asked for, always with `timestamp`. */
export const ListedEvent = Type.Object(
  {
    ...Type.Partial(StoredEvent).properties,
    timestamp: DateTime(),
  },
  { title: 'ListedEvent' },
)

export const EventField = Type.Enum([...eventFields])
export const AnyEventField = Type.Enum([...eventFields, ...serverFields])

export const FieldProblem = Type.Object(
  {
    field: Nullable(Type.String({ description: 'The field that is wrong, or null: the event as a whole.' })),
    message: Type.String(),
  },
  { title: 'FieldProblem' },
)
agree<Same<Static<typeof FieldProblem>, protocol.FieldProblem>>()

const place = {
  index: Type.Integer({ description: '0-based place in the request.' }),
  line: Type.Optional(Type.Integer({ description: '1-based line of an NDJSON body.' })),
}

export const EventOutcome = Type.Union(
  [
    Type.Object({ ...place, status: Type.Literal('accepted'), event_id: Type.String() }),
    Type.Object({ ...place, status: Type.Literal('duplicate'), event_id: Type.String() }),
    Type.Object({
      ...place,
      status: Type.Literal('rejected'),
      problems: Type.Array(FieldProblem),
      rejected_id: Type.String({ description: 'Under this id the text is kept.' }),
    }),
  ],
  { title: 'EventOutcome' },
)
agree<Same<Static<typeof EventOutcome>, protocol.EventOutcome>>()

export const IngestReport = Type.Object(
  {
    accepted: Type.Integer(),
    duplicate: Type.Integer(),
    rejected: Type.Integer(),
    outcomes: Type.Array(EventOutcome),
    outcomes_truncated: Type.Optional(
      Type.Boolean({ description: 'True when `outcomes` was cut; the counts are whole.' }),
    ),
    error: Type.Optional(
      Type.String({ description: 'Set when a stream broke off: what is counted is stored, what came after is not.' }),
    ),
  },
  { title: 'IngestReport' },
)
agree<Same<Static<typeof IngestReport>, protocol.IngestReport>>()

export const RejectedEvent = Type.Object(
  {
    rejected_id: Type.String(),
    received_at: DateTime(),
    problems: Type.Array(FieldProblem),
    raw: Type.String({ description: 'The text as it was sent, cut at the largest event size.' }),
    raw_truncated: Type.Boolean(),
    replayed_at: Nullable(DateTime()),
  },
  { title: 'RejectedEvent' },
)
agree<Same<Static<typeof RejectedEvent>, protocol.RejectedEvent>>()
