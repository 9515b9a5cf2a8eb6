import { text } from 'node:stream/consumers'
import { Client, type ConnectOptions } from './connect.ts'
import { failureOf } from './failures.ts'

/** Makes sure that the database exists, and with it that the engine answers and knows us. */
export async function createDatabase(options: ConnectOptions): Promise<void> {
  // A connection names its database with every statement, so this one cannot name ours yet.
  const client = new Client({ ...options, database: 'system' })
  try {
    const found = await client.ask({
      sql: 'SELECT name FROM system.databases WHERE name = {name:String}',
      params: { name: options.database },
    })
    // Not every user may create databases, so it is only tried where the database is missing.
    if ((await text(found.stream)) !== '') return
    const created = await client.ask({ sql: `CREATE DATABASE IF NOT EXISTS ${options.database}` })
    await text(created.stream)
  } catch (error) {
    throw failureOf(error)
  } finally {
    await client.close()
  }
}
