import { askFunnel, type FunnelReads } from '../../query/funnel.ts'
import { bodyMistake } from '../body-mistake.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers, NoQuery } from '../schemas/answers.ts'
import { Funnel, FunnelAnswer } from '../schemas/funnel.ts'

export interface AskFunnelDeps {
  funnelReads: FunnelReads
}

/** `POST /api/v1/ask/funnel` */
export function addAskFunnel(app: App, { funnelReads }: AskFunnelDeps): void {
  app.post(
    '/api/v1/ask/funnel',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Questions'],
        summary: 'Ask how many go through steps in order',
        description,
        body: Funnel,
        querystring: NoQuery,
        response: answers(200, FunnelAnswer),
      },
    },
    async ({ access, views, body }, reply) => {
      try {
        return await askFunnel(funnelReads, access.project, body, views, { left: departureOf(reply) })
      } catch (error) {
        throw bodyMistake(error)
      }
    },
  )
}

const description = `How many sessions, conversations or users get to each of the steps, one after the other; how long that takes them; and who got to
one and no further. Other events may stand between the steps. Of several attempts the one counts that gets furthest.`
