import type * as protocol from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable } from './answers.ts'

export const About = Type.Object(
  {
    version: Type.String(),
    started_at: DateTime(),
    engine: Type.Object({
      kind: Type.Enum(['private', 'server'], {
        description: '`private`: a child process of Occur; `server`: a ClickHouse of yours.',
      }),
      version: Type.String({ description: "ClickHouse's." }),
    }),
    schema_version: Type.Integer({ description: 'Of the tables.' }),
    disk: Nullable(
      Type.Object(
        { used_bytes: Type.Integer(), free_bytes: Type.Integer(), total_bytes: Type.Integer() },
        {
          description:
            'What all projects take, so for admin keys only; null for others, and where the engine does not tell.',
        },
      ),
    ),
  },
  { title: 'About' },
)
agree<Same<Static<typeof About>, protocol.About>>()
