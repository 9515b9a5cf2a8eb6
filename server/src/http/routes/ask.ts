import type { ExportOptions } from '@occur/client/protocol'
import { answerTable } from '../../query/answer-table.ts'
import { ask, type QuestionReads } from '../../query/ask.ts'
import { bodyMistake } from '../body-mistake.ts'
import { departureOf } from '../departure.ts'
import { type Download, downloadAnswer, downloadOf, sendDownload } from '../download.ts'
import { invalidQuery } from '../problems.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { AskQuery } from '../schemas/exports.ts'
import { Answer, Question } from '../schemas/questions.ts'
import type { ExportDeps } from './export-events.ts'

export interface AskDeps extends ExportDeps {
  questionReads: QuestionReads
}

/** `POST /api/v1/ask` */
export function addAsk(app: App, { questionReads, exports }: AskDeps): void {
  app.post(
    '/api/v1/ask',
    {
      // A file is read as slowly as its reader likes.
      config: { scope: 'read', effort: ({ query }) => ((query as ExportOptions).format ? 'export' : 'large') },
      schema: {
        tags: ['Questions'],
        summary: 'Ask a question about events',
        description,
        body: Question,
        querystring: AskQuery,
        response: {
          ...answers(200, Answer),
          200: { ...downloadAnswer, content: { 'application/json': { schema: Answer }, ...downloadAnswer.content } },
        },
      },
    },
    async (request, reply) => {
      const { access, views, body, query } = request
      const download = fileAsked(query)
      try {
        const answer = await ask(questionReads, access.project, body, views, { left: departureOf(reply) })
        if (!download) return answer as never
        const table = answerTable(body, answer)
        return await sendDownload(request, reply, 'answer', download, (asker) => exports.rows(table, download, asker))
      } catch (error) {
        throw bodyMistake(error)
      }
    },
  )
}

/** Without a format the answer is no file, and what is said of one would be said for nothing. */
function fileAsked(query: ExportOptions): Download | null {
  if (query.format) return downloadOf(query)
  for (const option of ['raw', 'compression'] as const) {
    if (query[option] !== undefined) throw invalidQuery(option, 'Is about a file; give a format too, or leave it out')
  }
  return null
}

const description = `Counts events, different values, and numbers in attributes; by up to three fields or attributes, over time, and compared with
the time before. Each event is in exactly one group; the groups beyond \`top\` are answered together as \`rest\`.
With \`format\` the answer is a file: a row for each group, or for each of its steps, the rest last.`
