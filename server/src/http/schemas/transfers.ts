import * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'
import { Covered } from './questions.ts'

export const TransfersQuestion = Type.Object(
  {
    q: Type.Optional(
      Type.String({ maxLength: 10_000, description: 'Which sessions: those with an event that passes this filter.' }),
    ),
    from: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; inclusive.' })),
    to: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date; exclusive.' })),
    by: Type.Optional(Type.Enum([...protocol.transferGroupings], { description: 'Default `tool`.' })),
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 10.' })),
    preceding: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 10, description: 'How many events before a transfer; default 5.' }),
    ),
  },
  { title: 'TransfersQuestion', additionalProperties: false },
)
agree<Same<Static<typeof TransfersQuestion>, protocol.TransfersQuestion>>()

const rate = {
  sessions: Type.Integer(),
  with_transfer: Type.Integer({ description: 'In how many of them a transfer was tried, whatever became of it.' }),
  rate: Nullable(Type.Number({ description: 'The part of the sessions that has one.' })),
}

export const TransfersAnswer = Type.Object(
  {
    ...rate,
    groups: Type.Array(
      Type.Object({
        ...rate,
        value: Nullable(Type.String({ description: 'Of the tool, prompt or agent; null for sessions without one.' })),
      }),
    ),
    group_count: Type.Integer({ description: 'How many groups there are, beyond `top` too.' }),
    before: Type.Array(
      Type.Object({
        position: Type.Integer({ description: '-1 is the event just before the first transfer of a session.' }),
        events: Type.Array(
          Type.Object({
            type: Nullable(Type.String()),
            source_id: Nullable(Type.String()),
            count: Type.Integer(),
          }),
        ),
      }),
    ),
    covered: Covered,
  },
  { title: 'TransfersAnswer' },
)
agree<Same<Static<typeof TransfersAnswer>, protocol.TransfersAnswer>>()

const Stage = Type.Enum([
  'requested',
  'dialing',
  'ringing',
  'answered',
  'connected',
  'completed',
  'ended',
  'failed',
  'canceled',
])

/** What became of a transfer, and to whom it went. */
export const transferFacts = {
  kind: Nullable(Type.Enum(['human', 'phone', 'agent'])),
  target: Nullable(Type.String({ description: 'A number, queue, person or agent, as its events call it.' })),
  outcome: Type.Enum(['completed', 'failed', 'open']),
}

export const SessionTransfers = Type.Object(
  {
    session_id: Type.String(),
    transfers: Type.Array(
      Type.Object({
        id: Type.String({ description: 'As its events name it, or else the id of the first of them.' }),
        ...transferFacts,
        duration_ms: Type.Number({ description: 'From the first to the last stage.' }),
        stages: Type.Array(
          Type.Object({
            stage: Stage,
            event_id: Type.String(),
            type: Nullable(Type.String()),
            timestamp: DateTime(),
          }),
        ),
      }),
    ),
    events_truncated: Type.Optional(
      Type.Boolean({ description: 'True when the session has more events of transfers than are put together.' }),
    ),
  },
  { title: 'SessionTransfers' },
)
agree<Same<Static<typeof SessionTransfers>, protocol.SessionTransfers>>()
