import type { Engine } from '../../engine/engine.ts'
import { openTestEngine } from '../../engine/testing/engines.ts'
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
  const engine = await openTestEngine()
  await migrate(engine)
  const log = await openEventLog(engine, { pendingBytesMax: 2 ** 24, dedupeBytesMax: 2 ** 24 })
  const close = async () => {
    await log.close()
    await engine.close()
  }
  return { engine, log, reads: eventReads(engine), close }
}
