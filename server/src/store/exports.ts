import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { type EventExport, exportEvents } from './export-events.ts'

export type { EventExport }

/** Whole results as files, whose bytes come as fast as they are taken. Aborting `left` ends the work of the engine too. */
export interface Exports {
  events(project: string, request: EventExport, asker: Asker): AsyncIterable<Uint8Array>
}

export function fileExports(engine: Engine): Exports {
  return {
    events: (project, request, asker) => exportEvents(engine, project, request, asker),
  }
}
