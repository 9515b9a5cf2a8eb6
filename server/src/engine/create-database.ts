import { type ConnectOptions, connect } from './connect.ts'
import { failureOf } from './failures.ts'

/** Makes sure that the database exists, and with it that the engine answers and knows us. */
export async function createDatabase(options: ConnectOptions): Promise<void> {
  // A connection names its database with every statement, so this one cannot name ours yet.
  const client = connect({ ...options, database: 'system' })
  try {
    const found = await client.query({
      query: 'SELECT name FROM system.databases WHERE name = {name:String}',
      query_params: { name: options.database },
      format: 'JSONEachRow',
    })
    // Not every user may create databases, so it is only tried where the database is missing.
    if ((await found.json()).length > 0) return
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${options.database}` })
  } catch (error) {
    throw failureOf(error)
  } finally {
    await client.close()
  }
}
