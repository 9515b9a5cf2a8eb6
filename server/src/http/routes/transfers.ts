import type { SessionReads } from '../../query/session-answers.ts'
import { askTransfers, sessionTransfers, type TransferReads } from '../../query/transfers.ts'
import { bodyMistake } from '../body-mistake.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers, NoQuery } from '../schemas/answers.ts'
import { SessionParams } from '../schemas/sessions.ts'
import { SessionTransfers, TransfersAnswer, TransfersQuestion } from '../schemas/transfers.ts'

export interface TransfersDeps {
  sessionReads: SessionReads
  transferReads: TransferReads
}

/** `POST /api/v1/ask/transfers` and `GET /api/v1/sessions/{session_id}/transfers` */
export function addTransfers(app: App, deps: TransfersDeps): void {
  app.post(
    '/api/v1/ask/transfers',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Questions'],
        summary: 'How many sessions are transferred, and after what',
        description: `Sessions with and without a transfer, altogether and by tool, prompt or agent; and the most frequent events before the
first transfer of a session.`,
        body: TransfersQuestion,
        querystring: NoQuery,
        response: answers(200, TransfersAnswer),
      },
    },
    async ({ access, views, body }, reply) => {
      try {
        return await askTransfers(deps.transferReads, access.project, body, views, { left: departureOf(reply) })
      } catch (error) {
        throw bodyMistake(error)
      }
    },
  )

  app.get(
    '/api/v1/sessions/:session_id/transfers',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Sessions'],
        summary: 'List the transfers of a session',
        description: `Each from its request to its end: the events of one transfer put together by the id that they name, or else by their
order.`,
        params: SessionParams,
        response: answers(200, SessionTransfers),
      },
    },
    ({ access, params }, reply) => sessionTransfers(deps, access.project, params.session_id, departureOf(reply)),
  )
}
