import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Engine, EngineRefusal, unlimited } from '../engine/engine.ts'
import { AppError } from '../event/errors.ts'
import { agentColumn, type EncodedRows, numberRows, rowColumns, rowCount, sliceRows } from './event-rows.ts'

/** The only writer there is today. The tables and the cursors are ready for more. */
export const writer = 1
const settleMsMax = 1000

/**
 * ClickHouse's codes for what is wrong with a row rather than with the table or the moment: text, numbers or dates that
 * it cannot read, data that ends early, text too long, a broken constraint.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const rowRefusals = new Set([6, 26, 27, 32, 33, 38, 41, 69, 72, 117, 131, 321, 469])

/**
 * New parts come without indexes, which merges and `complete-parts.ts` build. What is new is little, and every insert is much
 * shorter.
 */
const settings = {
  materialize_skip_indexes_on_insert: 0,
  // The engine works out the agents of events only where we do not know them: that takes half as long as all of a small insert.
  insert_allow_materialized_columns: 1,
}

/** Numbers rows and stores them, one insert at a time; knows up to which number they are stored. */
export class EventWriter {
  readonly #engine: Engine
  #head: number
  /** The last number given out; ahead of the head while an insert runs, and after one that failed. */
  #seqLast: number
  #unsettledStatement: string | null = null
  #settling: Promise<void> | null = null

  private constructor(engine: Engine, head: number) {
    this.#engine = engine
    this.#head = head
    this.#seqLast = head
  }

  static async open(engine: Engine): Promise<EventWriter> {
    await settleForebears(engine)
    return new EventWriter(engine, await lastSeq(engine))
  }

  /** The last number that is stored, and never one that is not: after a restart that would be given out again. */
  get head(): number {
    return this.#head
  }

  /** Stores all rows but those that the engine refuses, which are the answer, with its reason. */
  async insert(rows: EncodedRows): Promise<Map<number, { refused: string }>> {
    if (rowCount(rows) === 0) return new Map()
    const statementId = randomUUID()
    numberRows(rows, this.#seqLast + 1)
    this.#seqLast += rowCount(rows)
    try {
      const leftOut = rows.agentsKnown ? [] : [agentColumn]
      await this.#engine.insertBinary('event', rowColumns, rows.bytes, { statementId, settings, leftOut })
      this.#head = this.#seqLast
      return new Map()
    } catch (error) {
      if (error instanceof EngineRefusal) {
        if (rowRefusals.has(error.code)) return this.#insertHalves(rows, error)
        throw new AppError('unavailable', `The engine does not store events now: ${error.message}`, { cause: error })
      }
      this.#unsettledStatement = statementId
      throw error
    }
  }

  /** One row that the engine does not take must not cost the others: halve until it is found. */
  async #insertHalves(rows: EncodedRows, refusal: EngineRefusal): Promise<Map<number, { refused: string }>> {
    const count = rowCount(rows)
    if (count === 1) return new Map([[0, { refused: refusal.message }]])
    const middle = Math.ceil(count / 2)
    const refused = await this.insert(sliceRows(rows, 0, middle))
    for (const [row, reason] of await this.insert(sliceRows(rows, middle, count))) refused.set(row + middle, reason)
    return refused
  }

  /**
   * To be called before ids are looked up: an insert whose outcome is unknown must have ended by then. That takes as
   * long as the engine is down, for which nobody is kept waiting: throws `unavailable`.
   */
  async settle(): Promise<void> {
    if (this.#unsettledStatement === null) return
    this.#settling ??= this.#settleStatement(this.#unsettledStatement).finally(() => {
      this.#settling = null
    })
    const settled = new AbortController()
    const impatience = sleep(settleMsMax, undefined, { signal: settled.signal }).then(() => {
      throw new AppError('unavailable', 'The engine is being started again; try again in a moment.', {
        retryAfterSeconds: 1,
      })
    })
    try {
      await Promise.race([this.#settling, impatience])
    } finally {
      settled.abort()
    }
  }

  async #settleStatement(statementId: string): Promise<void> {
    await this.#engine.settle(statementId)
    // It may have stored its rows all the same.
    this.#head = await lastSeq(this.#engine)
    this.#unsettledStatement = null
  }
}

async function lastSeq(engine: Engine): Promise<number> {
  const sql = 'SELECT max(seq) AS seq FROM event WHERE writer = {writer:UInt16}'
  const [stored] = await engine.rows<{ seq: string }>(sql, { params: { writer }, settings: unlimited })
  return Number(stored?.seq ?? 0)
}

/** On a server, an insert of a process that died may still run: its numbers must not be given out again. */
async function settleForebears(engine: Engine): Promise<void> {
  const running = await engine.rows<{ query_id: string }>(
    `SELECT query_id FROM system.processes
    WHERE current_database = currentDatabase() AND startsWith(query, 'INSERT INTO event ')`,
  )
  for (const { query_id } of running) await engine.settle(query_id)
}
