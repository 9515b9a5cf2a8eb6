import { Type } from 'typebox'
import type { SessionReads } from '../../query/session-answers.ts'
import { type SimilarReads, similarSessions } from '../../query/similar-sessions.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { SessionParams } from '../schemas/sessions.ts'
import { SimilarSessions } from '../schemas/similar.ts'

export interface SimilarSessionsDeps {
  sessionReads: SessionReads
  similarReads: SimilarReads
}

const countDefault = 10

const Query = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: countDefault, description: 'Most sessions to answer.' }),
    ),
  },
  { additionalProperties: false },
)

/** `GET /api/v1/sessions/{session_id}/similar` */
export function addSimilarSessions(app: App, deps: SimilarSessionsDeps): void {
  app.get(
    '/api/v1/sessions/:session_id/similar',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Sessions'],
        summary: 'Get sessions like this one',
        description: `Sessions in which the same kinds of events happened, the most similar first, among those with one of the newest
300,000 events of the project. A kind is a \`type\` and \`source_id\`, failed or not; rare kinds count more. Each says what it shares.`,
        params: SessionParams,
        querystring: Query,
        response: answers(200, SimilarSessions),
      },
    },
    ({ access, params, query }, reply) =>
      similarSessions(deps, access.project, params.session_id, query.limit ?? countDefault, departureOf(reply)),
  )
}
