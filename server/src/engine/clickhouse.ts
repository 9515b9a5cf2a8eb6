import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../event/errors.ts'
import { answerBytes } from './answer-bytes.ts'
import type { ClientSource } from './client-source.ts'
import type { Client, Statement } from './connect.ts'
import { type BinaryColumns, type Engine, EngineRefusal, type InsertOptions, type StatementOptions } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import { failureOf } from './failures.ts'
import { residentBytes } from './process-facts.ts'

type Limits = Pick<EngineOptions, 'queryMsMax' | 'queryMemoryBytesMax'>

/** The one implementation of `Engine`: any ClickHouse that answers HTTP. */
export class ClickHouse implements Engine {
  readonly kind: 'private' | 'server'
  readonly #source: ClientSource
  readonly #limits: Limits
  #closed = false

  constructor(kind: 'private' | 'server', source: ClientSource, limits: Limits) {
    this.kind = kind
    this.#source = source
    this.#limits = limits
  }

  async command(sql: string, options: StatementOptions = {}): Promise<void> {
    await this.#exec(sql, options.settings ?? {}, options)
  }

  async rows<Row extends object>(sql: string, options: StatementOptions = {}): Promise<Row[]> {
    const statementId = options.statementId ?? randomUUID()
    return this.#said({ ...options, statementId }, async () => {
      const { stream } = await this.#client().ask({
        ...statement(`${sql} FORMAT JSON`, { ...options, statementId }),
        settings: { ...this.#questionSettings(), ...rowSettings, ...options.settings },
      })
      const { data, statistics } = JSON.parse(await text(stream)) as { data: Row[]; statistics?: { rows_read: number } }
      if (options.tally) options.tally.rowsRead += statistics?.rows_read ?? 0
      return data
    })
  }

  async *bytes(sql: string, format: string, options: StatementOptions = {}): AsyncIterable<Uint8Array> {
    const statementId = options.statementId ?? randomUUID()
    const { stream, headers } = await this.#said({ ...options, statementId }, () =>
      this.#client().ask({
        ...statement(`${sql} FORMAT ${format}`, { ...options, statementId }),
        settings: { ...this.#questionSettings(), ...options.settings },
      }),
    )
    // Closing the connection cancels the query too (see `cancel_http_readonly_queries_on_client_close`), but not at once.
    let ended: Promise<void> | undefined
    const leave = () => {
      stream.destroy(options.left?.reason)
      ended = this.#kill(statementId).catch(() => {})
    }
    if (options.left?.aborted) leave()
    options.left?.addEventListener('abort', leave)
    try {
      yield* answerBytes(stream, headers)
    } catch (error) {
      throw failureOf(error, options.left)
    } finally {
      options.left?.removeEventListener('abort', leave)
      stream.destroy()
      await ended
    }
  }

  async insertBinary(
    table: string,
    columns: BinaryColumns,
    rows: Uint8Array,
    { leftOut = [], ...options }: InsertOptions = {},
  ): Promise<void> {
    const names = Object.keys(columns)
      .filter((name) => !leftOut.includes(name))
      .join(', ')
    const written = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
    // Read as plain text and turned into LowCardinality by the column, rows take a fraction of the time that they take
    // one by one. To plan that costs more than it saves on a few rows.
    const isPlain = rows.length < largeInsertBytesMin && leftOut.length === 0
    const source = isPlain ? '' : ` SELECT ${names} FROM input('${quoted(written.join(', '))}')`
    const sql = `INSERT INTO ${table} (${names})${source} FORMAT RowBinary`
    // Acknowledged means committed, so never into the server's own buffer.
    await this.#exec(sql, { async_insert: 0, ...options.settings }, options, rows)
  }

  /**
   * A connection that broke says nothing about its statement. Twice in a row without it, because what was still on its
   * way when the connection broke may start after the first look.
   */
  async settle(statementId: string): Promise<void> {
    for (let looksWithoutIt = 0; looksWithoutIt < 2; ) {
      try {
        await this.#kill(statementId)
        looksWithoutIt = (await this.#isRunning(statementId)) ? 0 : looksWithoutIt + 1
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
        if (this.#closed) {
          // A private engine ends with us, and with it all that ran; what a server does, nobody sees any more.
          if (this.kind === 'private') return
          throw error
        }
        looksWithoutIt = 0
      }
      await sleep(settleLookMs)
    }
  }

  async memoryBytes(): Promise<number | null> {
    const processId = this.#source.processId()
    if (processId !== null) return residentBytes(processId)
    if (this.kind === 'private') return null
    const [row] = await this.rows<{ value: string }>("SELECT value FROM system.metrics WHERE metric = 'MemoryTracking'")
    return row ? Number(row.value) : null
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#source.close()
  }

  async #kill(statementId: string): Promise<void> {
    try {
      await this.command('KILL QUERY WHERE query_id = {id:String} SYNC', { params: { id: statementId } })
    } catch (error) {
      // Refused, because it is nearly done or somebody else's: then waiting is all there is.
      if (!(error instanceof EngineRefusal)) throw error
    }
  }

  async #isRunning(statementId: string): Promise<boolean> {
    const params = { id: statementId }
    return (
      (await this.rows('SELECT 1 AS one FROM system.processes WHERE query_id = {id:String}', { params })).length > 0
    )
  }

  async #exec(sql: string, settings: Settings, options: StatementOptions, rows?: Uint8Array): Promise<void> {
    const statementId = options.statementId ?? randomUUID()
    await this.#said({ ...options, statementId }, async () => {
      const { stream, headers } = await this.#client().ask({
        ...statement(sql, { ...options, statementId }),
        settings,
        ...(rows && { rows }),
      })
      // Read to its end: only then is it certain that the statement went well, and the connection is free again.
      for await (const _ of answerBytes(stream, headers));
    })
  }

  /**
   * What was answered. When the asker leaves before, the statement is ended, and only then is thrown why he left: who
   * counts statements by their promises counts those that the engine runs. It has to be told: it looks at connections only
   * now and then, and not at all while it changes something.
   */
  async #said<Answer>(
    { left, statementId }: StatementOptions & { statementId: string },
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    let ended: Promise<void> | undefined
    const leave = () => {
      ended = this.#kill(statementId).catch(() => {})
    }
    try {
      left?.throwIfAborted()
      left?.addEventListener('abort', leave)
      return await ask()
    } catch (error) {
      await ended
      throw failureOf(error, left)
    } finally {
      left?.removeEventListener('abort', leave)
    }
  }

  #client(): Client {
    if (this.#closed) throw new AppError('unavailable', 'The engine has been closed.')
    return this.#source.client()
  }

  #questionSettings(): Settings {
    return {
      max_execution_time: this.#limits.queryMsMax / 1000,
      max_memory_usage: this.#limits.queryMemoryBytesMax,
      // Beyond half of it, groups and rows to be sorted go to the engine's own folder, so that a large question is slow
      // rather than refused; but never to the last of the disk, which is for events.
      max_bytes_before_external_group_by: Math.floor(this.#limits.queryMemoryBytesMax / 2),
      max_bytes_before_external_sort: Math.floor(this.#limits.queryMemoryBytesMax / 2),
      min_free_disk_space_for_temporary_data: 1024 ** 3,
      // This one keeps an inverted index from being read on its own: the newest page by a word took 20 times as long.
      use_top_k_dynamic_filtering: 0,
      // Asked while rows are read, for blocks of them, skip indexes took a third longer than asked once for all beforehand.
      use_skip_indexes_on_data_read: 0,
      // A page in the order of the table reads what it needs of each part, and not a buffer full of it: a third of the rows.
      read_in_order_use_buffering: 0,
      // Of more ids than these nearly every filter says that it may have one, and to ask it takes longer than to read.
      use_index_for_in_with_subqueries_max_values: 1000,
      // A statement that reads a table several times reads one and the same state of it.
      enable_shared_storage_snapshot_in_query: 1,
      // A question changes nothing; and only such a one is cancelled when its connection closes.
      readonly: 2,
      // Compiled, which they are from the fourth time on, min and max take instants before 1970 for the latest.
      compile_aggregate_expressions: 0,
      cancel_http_readonly_queries_on_client_close: 1,
    }
  }
}

type Settings = Record<string, string | number>

const settleLookMs = 50
const largeInsertBytesMin = 512 * 1024

const rowSettings: Settings = {
  // A double cannot hold every 64-bit integer.
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 1,
  // Rows are made of one text, during which nothing else is done here; and a text has an end, at half a gigabyte.
  max_result_bytes: 256 * 1024 ** 2,
  // Nothing is sent before all is well: a failure half-way would come as a broken connection. Until then answers wait in
  // memory, and only long ones in a file, which takes a third of a millisecond to make.
  wait_end_of_query: 1,
  http_response_buffer_size: 1024 ** 2,
  // Few answers are so long that it pays to write them with several threads.
  output_format_parallel_formatting: 0,
}

function quoted(text: string): string {
  return text.replaceAll("'", "\\'")
}

function statement(sql: string, { params, left, statementId }: StatementOptions): Statement {
  return { sql, ...(params && { params }), ...(left && { left }), ...(statementId && { statementId }) }
}
