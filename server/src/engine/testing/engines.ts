import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../engine.ts'
import type { EngineLog, EngineOptions } from '../engine-options.ts'
import { openEngine } from '../open-engine.ts'
import { startPrivate } from '../private-start.ts'

/** A ClickHouse in a process of its own, to be used as a stranger's would be: by URL, with user and password. */
export interface ClickHouseServer {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly processId: number
  close(): Promise<void>
}

export async function startClickHouseServer(folder: string): Promise<ClickHouseServer> {
  const { url, user, password, processId, kill } = await startPrivate({
    folder,
    database: 'default',
    memoryBytesMax: 1024 ** 3,
    connectionsMax: 256,
  })
  return { url, user, password, processId, close: kill }
}

/** Options of a private engine in this folder, small enough for a test. */
export function testEngineOptions(dataFolder: string): EngineOptions {
  return {
    clickhouseUrl: null,
    clickhouseUser: 'default',
    clickhousePassword: '',
    clickhouseDatabase: 'occur',
    dataFolder,
    memoryBytesMax: 1024 ** 3,
    connectionsMax: 64,
    queryMsMax: 30_000,
    queryMemoryBytesMax: 512 * 1024 ** 2,
  }
}

/** Options of an engine that is this server. */
export function serverEngineOptions(server: ClickHouseServer): EngineOptions {
  return {
    ...testEngineOptions('/nowhere: the server has its own folder'),
    clickhouseUrl: server.url,
    clickhouseUser: server.user,
    clickhousePassword: server.password,
  }
}

/** A private engine in a temporary folder, which `close` removes. `prepare` is told the folder before the engine starts. */
export async function openTestEngine(prepare?: (folder: string) => Promise<void>): Promise<Engine> {
  const folder = await temporaryFolder()
  await prepare?.(folder)
  const engine = await openEngine(testEngineOptions(folder), silentLog)
  return closingAlso(engine, () => rm(folder, { recursive: true, force: true }))
}

/** An engine on a server that was started for it; `close` ends the server and removes its folder. */
export async function openTestServerEngine(): Promise<Engine> {
  const folder = await temporaryFolder()
  const server = await startClickHouseServer(folder)
  const engine = await openEngine(serverEngineOptions(server), silentLog)
  return closingAlso(engine, async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
}

export const silentLog: EngineLog = { info: () => {}, warn: () => {}, error: () => {} }

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'occur-engine-'))
}

function closingAlso(engine: Engine, after: () => Promise<void>): Engine {
  const close = engine.close.bind(engine)
  engine.close = async () => {
    await close()
    await after()
  }
  return engine
}
