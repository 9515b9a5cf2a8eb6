import { join } from 'node:path'
import { AppError } from '../event/errors.ts'
import { ClickHouse } from './clickhouse.ts'
import { Client, type ConnectOptions } from './connect.ts'
import { createDatabase } from './create-database.ts'
import type { Engine } from './engine.ts'
import type { EngineLog, EngineOptions } from './engine-options.ts'
import { startPrivateEngine } from './private-engine.ts'

/** A ClickHouse that answers, with its database created: the private one, or yours where `clickhouseUrl` says so. */
export async function openEngine(options: EngineOptions, log: EngineLog): Promise<Engine> {
  const { clickhouseUrl } = options
  if (clickhouseUrl !== null) return openServer(clickhouseUrl, options)
  const source = await startPrivateEngine(
    {
      folder: join(options.dataFolder, 'engine'),
      database: options.clickhouseDatabase,
      memoryBytesMax: options.memoryBytesMax,
      connectionsMax: options.connectionsMax,
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
    connectionsMax: options.connectionsMax,
    // Servers and the proxies in front of them close idle connections after a few seconds.
    idleMsMax: 2_500,
  }
  await createDatabase(address).catch((error) => {
    throw new AppError('unavailable', `Cannot use the ClickHouse server at ${url}: ${error.message}`, { cause: error })
  })
  const client = new Client(address)
  return new ClickHouse('server', { client: () => client, processId: () => null, close: () => client.close() }, options)
}
