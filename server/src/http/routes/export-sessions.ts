import { sessionFieldSet } from '@occur/client/filter'
import { sessionFactKinds, sessionFields } from '../../event/session-fields.ts'
import { downloadOf, sendDownload } from '../download.ts'
import { exportRoute } from '../export-route.ts'
import { parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'
import { sessionFilterOf } from '../session-filter.ts'
import type { ExportDeps } from './export-events.ts'

/** `GET /api/v1/sessions/export` */
export function addExportSessions(app: App, { exports }: ExportDeps): void {
  const names = { orderFields: ['timestamp'] as const, fields: sessionFields, pageSizeMax: 0 }

  app.get(
    '/api/v1/sessions/export',
    exportRoute({ tags: ['Sessions'], summary: 'Export sessions as a file', description }),
    async (request, reply) => {
      const { access, query, views } = request
      const download = downloadOf(query)
      const list = parseListQuery(query, names)
      const wanted = {
        ...download,
        filter: sessionFilterOf(list, sessionFactKinds, sessionFieldSet, views),
        fields: list.fields ?? sessionFields,
        direction: query.order ?? 'asc',
      }
      return sendDownload(request, reply, 'sessions', download, (asker) =>
        exports.sessions(access.project, wanted, asker),
      )
    },
  )
}

const description = `Every session that the list with the same filters has, with all that it says of them, in order of their start, ties
by id; without a limit. The formats are those of the export of events. The first byte comes once all sessions are counted.`
