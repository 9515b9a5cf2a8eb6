import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { type EventExport, exportEvents } from './export-events.ts'
import { exportRows, type RowTable } from './export-rows.ts'
import { exportSessions, type SessionExport } from './export-sessions.ts'
import type { TableFormat } from './table-sql.ts'

export type { RowTable }

/** Whole results as files, whose bytes come as fast as they are taken. Aborting `left` ends the work of the engine too. */
export interface Exports {
  events(project: string, request: EventExport, asker: Asker): AsyncIterable<Uint8Array>
  sessions(project: string, request: SessionExport, asker: Asker): AsyncIterable<Uint8Array>
  rows(table: RowTable, format: TableFormat, asker: Asker): AsyncIterable<Uint8Array>
}

export function fileExports(engine: Engine): Exports {
  return {
    events: (project, request, asker) => exportEvents(engine, project, request, asker),
    sessions: (project, request, asker) => exportSessions(engine, project, request, asker),
    rows: (table, format, asker) => exportRows(engine, table, format, asker),
  }
}
