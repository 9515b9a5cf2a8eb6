import { Type } from 'typebox'
import { downloadAnswer } from './download.ts'
import { answers } from './schemas/answers.ts'
import { ExportQuery } from './schemas/exports.ts'

/** The options of every route that sends all that a list has as a file. */
export function exportRoute(said: { tags: string[]; summary: string; description: string }) {
  return {
    config: { scope: 'read', effort: 'export' },
    // A HEAD would make the whole file to throw it away.
    exposeHeadRoute: false,
    schema: { ...said, querystring: ExportQuery, response: { ...answers(200, Type.Any()), 200: downloadAnswer } },
  } as const
}
