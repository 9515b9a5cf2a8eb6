import { type ClickHouseServer, startClickHouseServer } from '../../server/src/engine/testing/engines.ts'

/**
 * The engine without Occur: the same ClickHouse, an event table without indexes, the same fsync settings, and the
 * bodies put straight into it. It checks no event, finds no duplicate and numbers nothing.
 */
export class BareEngine {
  readonly #server: ClickHouseServer

  static async start(folder: string): Promise<BareEngine> {
    const engine = new BareEngine(await startClickHouseServer(folder))
    await engine.#ask(createTable)
    return engine
  }

  private constructor(server: ClickHouseServer) {
    this.#server = server
  }

  get processId(): number {
    return this.#server.processId
  }

  /** Where a body of NDJSON goes to. */
  get insertUrl(): string {
    const settings = { date_time_input_format: 'best_effort', async_insert: '0' }
    return `${this.#server.url}/?${new URLSearchParams({ query: 'INSERT INTO event FORMAT JSONEachRow', ...settings })}`
  }

  get headers(): Record<string, string> {
    const { user, password } = this.#server
    return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  }

  async count(): Promise<number> {
    return Number(await this.#ask('SELECT count() FROM event'))
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  async #ask(sql: string): Promise<string> {
    const answer = await fetch(this.#server.url, { method: 'POST', body: sql, headers: this.headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return text
  }
}

const createTable = `CREATE TABLE event (
  event_id String,
  timestamp DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
  session_id Nullable(String),
  conversation_id Nullable(String),
  source LowCardinality(Nullable(String)),
  source_id LowCardinality(Nullable(String)),
  category LowCardinality(Nullable(String)),
  type LowCardinality(Nullable(String)),
  user_id Nullable(String),
  description Nullable(String) CODEC(ZSTD(1)),
  attributes Nullable(String) CODEC(ZSTD(1))
) ENGINE = MergeTree
ORDER BY (timestamp, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`
