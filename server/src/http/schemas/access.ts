import type * as protocol from '@occur/client/protocol'
import { scopes } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { projectPattern } from '../../event/keys.ts'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'

export const Scope = Type.Enum([...scopes], { description: '`admin` includes the other two.' })
agree<Same<Static<typeof Scope>, protocol.Scope>>()

export const Project = Type.String({
  pattern: projectPattern,
  description: 'Lower-case letters, digits and -, at most 63',
})

export const ApiKey = Type.Object(
  {
    key_id: Type.String(),
    prefix: Type.String({ description: 'The first characters of the secret, to tell which key it is.' }),
    project: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Scope),
    created_at: DateTime(),
    expires_at: Nullable(DateTime('From then on it is not let in; null when it does not end by itself.')),
    revoked_at: Nullable(DateTime()),
    last_used_at: Nullable(DateTime('Since the server started; null when it was not used since.')),
  },
  { title: 'ApiKey' },
)
agree<Same<Static<typeof ApiKey>, protocol.ApiKey>>()

export const NewApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: 'What it is for.' }),
    scopes: Type.Array(Scope, { minItems: 1, uniqueItems: true }),
    expires_at: Type.Optional(Type.String({ description: 'RFC 3339 or a bare date, in the future.' })),
    project: Type.Optional(Project),
  },
  { additionalProperties: false, title: 'NewApiKey' },
)
agree<Same<Static<typeof NewApiKey>, protocol.NewApiKey>>()

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
    signed_in_with: Type.Optional(Type.String({ description: 'Of a browser that signed in with a key: that key.' })),
  },
  { title: 'WhoAmI' },
)
agree<Same<Static<typeof WhoAmI>, protocol.WhoAmI>>()
