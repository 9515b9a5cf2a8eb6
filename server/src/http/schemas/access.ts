import type * as protocol from '@occur/client/protocol'
import { scopes } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'

export const Scope = Type.Enum([...scopes], { description: '`admin` includes the other two.' })
agree<Same<Static<typeof Scope>, protocol.Scope>>()

export const ApiKey = Type.Object(
  {
    key_id: Type.String(),
    prefix: Type.String({ description: 'The first characters of the secret, to tell which key it is.' }),
    project: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Scope),
    created_at: DateTime(),
    revoked_at: Nullable(DateTime()),
  },
  { title: 'ApiKey' },
)
agree<Same<Static<typeof ApiKey>, protocol.ApiKey>>()

export const CreatedApiKey = Type.Object(
  {
    ...ApiKey.properties,
    secret: Type.String({ description: 'The key itself. It is shown only here.' }),
  },
  { title: 'CreatedApiKey' },
)
agree<Same<Static<typeof CreatedApiKey>, protocol.CreatedApiKey>>()

export const WhoAmI = Type.Object(
  {
    project: Type.String(),
    key_id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Scope),
  },
  { title: 'WhoAmI' },
)
agree<Same<Static<typeof WhoAmI>, protocol.WhoAmI>>()
