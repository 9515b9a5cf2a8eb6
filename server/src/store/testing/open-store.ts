import type { Engine } from '../../engine/engine.ts'
import { openTestEngine } from '../../engine/testing/engines.ts'
import { putReadyTables } from '../../testing/ready-tables.ts'
import type { EventLog } from '../event-log.ts'
import { type EventReads, eventReads } from '../find-events.ts'
import { migrate } from '../migrations.ts'
import { openEventLog } from '../open-event-log.ts'

export interface TestStore {
  engine: Engine
  log: EventLog
  reads: EventReads
  close(): Promise<void>
}

/** A store of its own, on a private engine in a temporary folder, which `close` removes. */
export async function openTestStore(): Promise<TestStore> {
  const engine = await openTestEngine(putReadyTables)
  await migrate(engine)
  const log = await openEventLog(engine, { pendingBytesMax: 2 ** 24, dedupeBytesMax: 2 ** 24 })
  const close = async () => {
    await log.close()
    await engine.close()
  }
  return { engine, log, reads: eventReads(engine), close }
}

/**
 * Puts all events that are stored so far into one part. To complete or delete events takes time for every part of
 * the table: a test that does so again and again would wait longer each time for those that it has left there before.
 */
export async function joinParts(engine: Engine): Promise<void> {
  await engine.command('OPTIMIZE TABLE event FINAL')
}
