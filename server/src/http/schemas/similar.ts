import type * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'
import { Outcome } from './journeys.ts'
import { Session } from './sessions.ts'

export const EventKind = Type.Object(
  {
    type: Nullable(Type.String()),
    source_id: Nullable(Type.String()),
    failed: Type.Boolean(),
    weight: Type.Number({ description: 'The rarer it is among the newest events, the more it counts.' }),
  },
  { title: 'EventKind' },
)
agree<Same<Static<typeof EventKind>, protocol.EventKind>>()

export const SimilarSession = Type.Object(
  {
    session: Session,
    outcome: Outcome,
    score: Type.Number({
      description:
        'From 0 to 1. Nine tenths: weight of what both have by that of what either has; one tenth: same outcome.',
    }),
    shared: Type.Array(EventKind, { description: 'What happened in both, the heaviest first.' }),
    others: Type.Array(EventKind, { description: 'What happened only there.' }),
  },
  { title: 'SimilarSession' },
)
agree<Same<Static<typeof SimilarSession>, protocol.SimilarSession>>()

export const SimilarSessions = Type.Object(
  {
    session_id: Type.String(),
    outcome: Outcome,
    kinds: Type.Array(EventKind, { description: 'What happened in it, the heaviest first.' }),
    items: Type.Array(SimilarSession),
    covered: Type.Object({
      from: Nullable(DateTime('Since when events were looked at; null for all of them.')),
      sessions: Type.Integer({ description: 'How many sessions were compared with it.' }),
      events: Type.Integer({ description: 'How many events were looked at, at most 300,000.' }),
      elapsed_ms: Type.Integer(),
    }),
  },
  { title: 'SimilarSessions' },
)
agree<Same<Static<typeof SimilarSessions>, protocol.SimilarSessions>>()
