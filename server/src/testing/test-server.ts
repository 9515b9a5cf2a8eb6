import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { type Config, readConfig } from '../config.ts'
import { type RunningServer, startServer } from '../server.ts'
import { putReadyTables } from './ready-tables.ts'

export interface TestServer extends RunningServer {
  /** The admin key of the project `default`. */
  readonly key: string
  readonly dataFolder: string
  /** The secret of whoever can read the data folder. */
  readonly operatorSecret: string
  /** Ends the server and removes its data. */
  stop(): Promise<void>
  /** The same data, another start. The folder is removed by the `stop` of the last one. */
  restart(settings?: TestSettings): Promise<TestServer>
  /** A request with the admin key, unless `headers` say otherwise. The path starts with `/`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Makes a key; in another project too, which is made with it. */
  createKey(wanted: { scopes: ('ingest' | 'read' | 'admin')[]; project?: string; name?: string }): Promise<string>
}

export interface TestSettings {
  /** `OCCUR_…` variables. */
  env?: Record<string, string>
  log?: Logger
  dataFolder?: string
  /** Instead of the built UI. */
  webFolder?: string
}

/** A real server with a real engine, on a port of the system's choice and in a folder of its own. */
export async function startTestServer(settings: TestSettings = {}): Promise<TestServer> {
  const dataFolder = settings.dataFolder ?? mkdtempSync(join(tmpdir(), 'occur-test-'))
  let server: RunningServer
  try {
    const hasOwnEngine = settings.env?.OCCUR_CLICKHOUSE_URL === undefined
    if (settings.dataFolder === undefined && hasOwnEngine) await putReadyTables(dataFolder)
    server = await startServer(
      testConfig(dataFolder, settings.env),
      settings.log ?? pino({ level: 'silent' }),
      settings,
    )
  } catch (error) {
    rmSync(dataFolder, { recursive: true, force: true })
    throw error
  }
  const key = readFileSync(server.keyFile, 'utf8').trim()
  const operatorSecret = JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')).operator_secret as string

  const send = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization') && !headers.has('syllable-api-key')) headers.set('syllable-api-key', key)
    return fetch(`${server.url}${path}`, { ...init, headers })
  }
  return {
    ...server,
    key,
    dataFolder,
    operatorSecret,
    fetch: send,
    createKey: async (wanted) => {
      const answer = await send('/api/v1/keys/', {
        method: 'POST',
        headers: { authorization: `Bearer ${operatorSecret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'test', ...wanted }),
      })
      if (answer.status !== 201) throw new Error(`no key: ${answer.status} ${await answer.text()}`)
      return ((await answer.json()) as { secret: string }).secret
    },
    stop: async () => {
      await server.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
    restart: async (again = {}) => {
      await server.close()
      return startTestServer({ ...settings, ...again, dataFolder })
    },
  }
}

export function testConfig(dataFolder: string, env: Record<string, string> = {}): Config {
  return readConfig({ OCCUR_DATA: dataFolder, OCCUR_PORT: '0', OCCUR_ENGINE_MEMORY_BYTES_MAX: '1000000000', ...env })
}
