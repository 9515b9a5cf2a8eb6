import { sessionFields } from '../../event/session-fields.ts'
import { projected, type SessionReads, sessionAnswer } from '../../query/session-answers.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Session, SessionParams } from '../schemas/sessions.ts'

/** `GET /api/v1/sessions/{session_id}` */
export function addSession(app: App, { sessionReads }: { sessionReads: SessionReads }): void {
  app.get(
    '/api/v1/sessions/:session_id',
    {
      config: { scope: 'read', effort: 'small' },
      schema: { tags: ['Sessions'], summary: 'Get a session', params: SessionParams, response: answers(200, Session) },
    },
    async ({ access, params }, reply) => {
      const session = await sessionReads.get(access.project, params.session_id, departureOf(reply))
      return projected(sessionAnswer(session), null, sessionFields)
    },
  )
}
