import type * as protocol from '@occur/client/protocol'
import { userIncludes } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, TransferCount } from './answers.ts'
import { ListQuery } from './lists.ts'

export const User = Type.Object(
  {
    user_id: Type.String(),
    first_timestamp: DateTime('When the first of the events occurred.'),
    last_timestamp: DateTime('When the last of them occurred.'),
    session_count: Type.Integer({ description: 'How many sessions the events name.' }),
    conversation_count: Type.Integer({ description: 'How many conversations the events name.' }),
    event_count: Type.Integer(),
    tool_call_count: Type.Integer(),
    transfer_count: TransferCount,
    error_count: Type.Integer(),
  },
  { title: 'User' },
)
agree<Same<Static<typeof User>, protocol.User>>()

/** A user of a list: what `fields` asked for. */
export const ListedUser = Type.Object(
  {
    ...Type.Partial(User).properties,
    channels: Type.Optional(
      Type.Array(Type.String(), { description: 'Those of their newest three sessions, when `include` names them.' }),
    ),
  },
  { title: 'ListedUser' },
)

export const UserParams = Type.Object({ user_id: Type.String() })

export const UserListQuery = Type.Object(
  {
    ...ListQuery.properties,
    q: Type.Optional(
      Type.String({
        maxLength: 10_000,
        description: 'A filter, for instance `type:lookup sessions>3 last_seen>=-7d`.',
      }),
    ),
    order_by: Type.Optional(Type.String({ description: 'A field; default `last_timestamp`.' })),
    fields: Type.Optional(Type.Array(Type.String(), { description: 'Answer only these.' })),
    include: Type.Optional(
      Type.Array(Type.Enum([...userIncludes]), {
        description: '`channels`: also which channels each uses; a page has at most 100 users then.',
      }),
    ),
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof UserListQuery>, protocol.UserListQuery>>()
