import type * as protocol from '@occur/client/protocol'
import { outcomes } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { Nullable } from './answers.ts'
import { Conversation, included, Session, SessionInclude } from './sessions.ts'
import { User } from './users.ts'

const text = () => Nullable(Type.String())

export const Outcome = Type.Enum([...outcomes], {
  description: 'It had a transfer; it had none, but something failed; or neither.',
})

export const JourneySession = Type.Object(
  {
    ...Session.properties,
    ...included,
    outcome: Outcome,
    last_event: Type.Object(
      {
        event_id: Type.String(),
        source: text(),
        source_id: text(),
        category: text(),
        type: text(),
        description: text(),
      },
      { description: 'What happened last in it.' },
    ),
    gap: Nullable(
      Type.Number({
        description:
          'Seconds since all the sessions before it had ended; negative when one was still going on, null for the first.',
      }),
    ),
  },
  { title: 'JourneySession' },
)
agree<Same<Static<typeof JourneySession>, protocol.JourneySession>>()

const page = {
  sessions: Type.Array(JourneySession),
  next_cursor: Nullable(Type.String({ description: 'Pass it as `cursor` for what comes next; null at the end.' })),
}

export const UserJourney = Type.Object({ user: User, ...page }, { title: 'UserJourney' })
agree<Same<Static<typeof UserJourney>, protocol.UserJourney>>()

export const ConversationJourney = Type.Object(
  { conversation: Conversation, ...page },
  { title: 'ConversationJourney' },
)
agree<Same<Static<typeof ConversationJourney>, protocol.ConversationJourney>>()

export const journeyCountDefault = 25

export const JourneyQuery = Type.Object(
  {
    order_by_direction: Type.Optional(
      Type.Enum(['asc', 'desc'], { default: 'asc', description: '`desc`: from the last session back.' }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, default: journeyCountDefault, description: 'Most sessions to answer.' }),
    ),
    cursor: Type.Optional(Type.String({ description: 'From `next_cursor`: what comes next.' })),
    include: SessionInclude,
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof JourneyQuery>, protocol.JourneyQuery>>()
