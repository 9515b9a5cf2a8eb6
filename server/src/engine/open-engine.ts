import { join } from 'node:path'
import { AppError } from '../event/errors.ts'
import { ClickHouse } from './clickhouse.ts'
import { type ConnectOptions, connect } from './connect.ts'
import { createDatabase } from './create-database.ts'
import type { Engine } from './engine.ts'
import { startPrivateEngine } from './private-engine.ts'

export interface EngineOptions {
  /** A ClickHouse server to use; null starts a private one. */
  readonly clickhouseUrl: string | null
  readonly clickhouseUser: string
  readonly clickhousePassword: string
  readonly clickhouseDatabase: string
  /** The private engine keeps its files in `engine/` in this folder. */
  readonly dataFolder: string
  /** Memory that the private engine may use altogether. */
  readonly memoryBytesMax: number
  /** How long one question (`rows`, `bytes`) may take. */
  readonly queryMsMax: number
  /** Memory that one question may use. */
  readonly queryMemoryBytesMax: number
}

/** What the engine tells whoever runs it; a pino logger is one. */
export interface EngineLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** A ClickHouse that answers, with its database created: the private one, or yours where `clickhouseUrl` says so. */
export async function openEngine(options: EngineOptions, log: EngineLog): Promise<Engine> {
  const { clickhouseUrl } = options
  if (clickhouseUrl !== null) return openServer(clickhouseUrl, options)
  const source = await startPrivateEngine(
    {
      folder: join(options.dataFolder, 'engine'),
      database: options.clickhouseDatabase,
      memoryBytesMax: options.memoryBytesMax,
    },
    log,
  )
  return new ClickHouse('private', source, options)
}

async function openServer(url: string, options: EngineOptions): Promise<Engine> {
  const address: ConnectOptions = {
    url,
    user: options.clickhouseUser,
    password: options.clickhousePassword,
    database: options.clickhouseDatabase,
    // Servers and the proxies in front of them close idle connections after a few seconds.
    idleMsMax: 2_500,
  }
  await createDatabase(address).catch((error) => {
    throw new AppError('unavailable', `Cannot use the ClickHouse server at ${url}: ${error.message}`, { cause: error })
  })
  const client = connect(address)
  return new ClickHouse('server', { client: () => client, processId: () => null, close: () => client.close() }, options)
}
