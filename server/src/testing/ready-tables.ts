import { existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openEngine } from '../engine/open-engine.ts'
import { silentLog, testEngineOptions } from '../engine/testing/engines.ts'
import { migrate } from '../store/migrations.ts'

/** Where `npm test` keeps one engine's folder, with tables that nobody has written to. */
const folder = process.env.OCCUR_TEST_TABLES

/**
 * Gives a new data folder an engine that has its tables already: to make them takes longer than most tests do. How they are
 * made has tests of its own. A test file that is run by itself lets each engine make them.
 */
export async function putReadyTables(dataFolder: string): Promise<void> {
  if (folder === undefined) return
  const ready = join(folder, 'ready')
  if (!existsSync(ready)) await makeTables(folder, ready)
  await cp(join(ready, 'engine'), join(dataFolder, 'engine'), { recursive: true, verbatimSymlinks: true })
}

async function makeTables(folder: string, ready: string): Promise<void> {
  const making = await mkdtemp(join(folder, 'making-'))
  const engine = await openEngine(testEngineOptions(making), silentLog)
  await migrate(engine)
  await engine.close()
  // Test files run side by side: of two that have made them the first one's are taken.
  await rename(making, ready).catch((error) => {
    if (!existsSync(ready)) throw error
    return rm(making, { recursive: true })
  })
}
