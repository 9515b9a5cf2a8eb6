import { ask, type QuestionReads } from '../../query/ask.ts'
import { bodyMistake } from '../body-mistake.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { Answer, Question } from '../schemas/questions.ts'

export interface AskDeps {
  questionReads: QuestionReads
}

/** `POST /api/v1/ask` */
export function addAsk(app: App, { questionReads }: AskDeps): void {
  app.post(
    '/api/v1/ask',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['Questions'],
        summary: 'Ask a question about events',
        description,
        body: Question,
        response: answers(200, Answer),
      },
    },
    async ({ access, views, body }, reply) => {
      try {
        return await ask(questionReads, access.project, body, views, { left: departureOf(reply) })
      } catch (error) {
        throw bodyMistake(error)
      }
    },
  )
}

const description = `Counts events, different values, and numbers in attributes; by up to three fields or attributes, over time, and compared with
the time before. Each event is in exactly one group; the groups beyond \`top\` are answered together as \`rest\`.`
