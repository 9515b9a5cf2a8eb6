import type { Asker } from '../event/asker.ts'
import type { Params } from './bound-text.ts'

/**
 * A ClickHouse to talk to: the private child process, or a server of yours by URL. Only this folder and `store` know
 * that there is one. What fails because the engine is down, starting or gone throws `AppError('unavailable')`; a query
 * that the engine refuses throws an `EngineRefusal`.
 */
export interface Engine {
  readonly kind: 'private' | 'server'

  /** Runs a statement that answers nothing. */
  command(sql: string, options?: StatementOptions): Promise<void>

  /** The rows of a SELECT (written without FORMAT), as objects by column name. 64-bit integers are strings. */
  rows<Row extends object>(sql: string, options?: StatementOptions): Promise<Row[]>

  /** The bytes of a SELECT in the given format, as they come. Leaving the loop cancels the query in the engine. */
  bytes(sql: string, format: string, options?: StatementOptions): AsyncIterable<Uint8Array>

  /**
   * Inserts rows that are already in ClickHouse's RowBinary format: these columns, each as the type that is given here,
   * which is the table's own but for LowCardinality. Resolves once they are committed, all or none.
   * When it throws `unavailable`, they may or may not have been: see `settle`.
   */
  insertBinary(table: string, columns: BinaryColumns, rows: Uint8Array, options?: InsertOptions): Promise<void>

  /** Resolves when the statement with this id is certainly no longer running, whatever became of it. */
  settle(statementId: string): Promise<void>

  /** Bytes of memory that the engine uses right now, or null when it cannot be told. */
  memoryBytes(): Promise<number | null>

  close(): Promise<void>
}

/** The type that a column is written as, by its name, in the order in which rows have them. */
export type BinaryColumns = Readonly<Record<string, string>>

export interface StatementOptions extends Asker {
  /** Bound as `{name:Type}` in the statement. */
  params?: Params
  settings?: Record<string, string | number>
  /** Names the statement, so that it can be settled. */
  statementId?: string
}

export interface InsertOptions extends StatementOptions {
  /** Columns that are in the rows and not to be stored: the table has its own expressions for them. */
  leftOut?: readonly string[]
}

/**
 * Settings of a statement that is nobody's question: what it needs it must have, for events wait for it to be stored.
 */
export const unlimited = { max_execution_time: 0, max_memory_usage: 0, max_result_bytes: 0 }

/** The engine understood and said no. `code` is ClickHouse's (for instance 60: unknown table). */
export class EngineRefusal extends Error {
  readonly code: number

  constructor(code: number, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EngineRefusal'
    this.code = code
  }
}
