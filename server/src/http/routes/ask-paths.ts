import { askPaths, type PathReads } from '../../query/paths.ts'
import { bodyMistake } from '../body-mistake.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers, NoQuery } from '../schemas/answers.ts'
import { PathsAnswer, PathsQuestion } from '../schemas/paths.ts'

export interface AskPathsDeps {
  pathReads: PathReads
}

/** `POST /api/v1/ask/paths` */
export function addAskPaths(app: App, { pathReads }: AskPathsDeps): void {
  app.post(
    '/api/v1/ask/paths',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Questions'],
        summary: 'What follows an event, or leads to it',
        description,
        body: PathsQuestion,
        querystring: NoQuery,
        response: answers(200, PathsAnswer),
      },
    },
    async ({ access, views, body }, reply) => {
      try {
        return await askPaths(pathReads, access.project, body, views, { left: departureOf(reply) })
      } catch (error) {
        throw bodyMistake(error)
      }
    },
  )
}

const description = `Follows every session, conversation or user from the first event that passes \`start\` (or back from the last one), and counts
what the next events were, as nodes and links. At every depth but the last, a node's count is what goes on along its links and what ended.`
