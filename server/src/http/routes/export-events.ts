import { exportedEventFields } from '@occur/client/protocol'
import type { Exports } from '../../query/exports.ts'
import { downloadOf, sendDownload } from '../download.ts'
import { eventFilterOf } from '../event-filter.ts'
import { exportRoute } from '../export-route.ts'
import { type AskedRows, parseListQuery } from '../list-query.ts'
import type { App } from '../route.ts'

export interface ExportDeps {
  exports: Exports
}

/** `GET /api/v1/events/export` */
export function addExportEvents(app: App, { exports }: ExportDeps): void {
  const names = { orderFields: ['timestamp'] as const, fields: exportedEventFields, pageSizeMax: 0 }

  app.get(
    '/api/v1/events/export',
    exportRoute({ tags: ['Events'], summary: 'Export events as a file', description }),
    async (request, reply) => {
      const { access, query, views } = request
      const download = downloadOf(query)
      const list = parseListQuery(query, names)
      const wanted = {
        ...download,
        filter: eventFilterOf(list, views),
        fields: list.fields ?? exportedEventFields,
        direction: query.order ?? 'asc',
      }
      return sendDownload(request, reply, nameOf(list), download, (asker) =>
        exports.events(access.project, wanted, asker),
      )
    },
  )
}

/** The events of one session are a file that says which; an id may hold what no file name can. */
function nameOf({ searchFields, searchValues }: AskedRows): string {
  const [field, id = ''] = [searchFields[0], searchValues[0]]
  if (searchFields.length !== 1 || field !== 'session_id') return 'events'
  return `session-${id.replace(/[^\w.-]+/g, '_').slice(0, nameLengthMax)}`
}

const nameLengthMax = 80

const description = `Every event that passes and was stored when the export began, in order of time, ties by id; filtered like
the list, without a limit. Besides the ten fields an event has \`event_id\` and \`received_at\`; attributes are exactly the text that was sent.
All formats are what \`occur import\` reads. In CSV no value is an empty cell, and an empty text a pair of
quotes. Unless \`raw\`, a text that begins with \`= + - @ '\` or white space that could hide one has a \`'\` in front. The file comes as fast as it is
read; one that ends without an error is whole. An event whose id is "export" is found with \`q=event_id:export\`.`
