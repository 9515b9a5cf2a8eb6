import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Engine, EngineRefusal } from '../engine/engine.ts'
import type { Position } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import type { NewEvent } from '../event/event.ts'
import type { AppendOutcome, CommitFacts, EventLog } from './event-log.ts'
import { type EncodedRows, encodeRows, rowColumns, setSeq } from './event-rows.ts'
import { findStoredIds } from './find-stored-ids.ts'
import { hashId, KnownIds } from './known-ids.ts'
import { readAfter } from './read-after.ts'

/** The only writer there is today. The tables and the cursors are ready for more. */
export const writer = 1
const commitEventsMax = 100_000
const commitBytesMax = 32 * 1024 ** 2

/**
 * ClickHouse's codes for what is wrong with a row rather than with the table or the moment: text, numbers or dates that
 * it cannot read, data that ends early, text too long, a broken constraint.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const rowRefusals = new Set([6, 26, 27, 32, 33, 38, 41, 69, 72, 117, 131, 321, 469])

export interface EventLogOptions {
  /** Bytes that may wait for a commit; beyond it `append` throws `overloaded`. */
  pendingBytesMax: number
  /** Memory to remember ids in. */
  dedupeBytesMax: number
  onCommit?: (facts: CommitFacts) => void
  onBackgroundError?: (error: unknown) => void
}

export async function openEventLog(engine: Engine, options: EventLogOptions): Promise<EventLog> {
  const [stored] = await engine.rows<{ seq: string }>(
    'SELECT max(seq) AS seq FROM event WHERE writer = {writer:UInt16}',
    { params: { writer } },
  )
  const log = new ClickHouseEventLog(engine, Number(stored?.seq ?? 0), options)
  void log.learnIds()
  return log
}

/** What one `append` waits for. */
interface Waiting {
  events: readonly NewEvent[]
  rows: EncodedRows
  resolve: (outcomes: AppendOutcome[]) => void
  reject: (error: unknown) => void
}

class ClickHouseEventLog implements EventLog {
  readonly #engine: Engine
  readonly #options: EventLogOptions
  readonly #knownIds: KnownIds
  readonly #closed = new AbortController()
  #head: number
  /** The last number given out; ahead of the head while a commit runs, and for good after one that failed. */
  #seqLast: number
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #committing: Promise<void> | null = null
  #unsettledStatement: string | null = null

  constructor(engine: Engine, head: number, options: EventLogOptions) {
    this.#engine = engine
    this.#options = options
    this.#knownIds = new KnownIds(options.dedupeBytesMax)
    this.#head = head
    this.#seqLast = head
  }

  /** Ids are learnt in the background: until then every id is looked up in the engine, which is slower and as right. */
  async learnIds(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      try {
        return await this.#knownIds.load(this.#engine, this.#closed.signal)
      } catch (error) {
        if (!this.#closed.signal.aborted) this.#options.onBackgroundError?.(error)
        await sleep(1000, undefined, { ref: false, signal: this.#closed.signal }).catch(() => undefined)
      }
    }
  }

  async append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]> {
    if (this.#closed.signal.aborted)
      throw new AppError('unavailable', 'No more events are taken here: Occur is stopping', { retryAfterSeconds: 2 })
    if (this.#waitingBytes > this.#options.pendingBytesMax) {
      throw new AppError('overloaded', 'More events wait to be stored than may; send again a little later', {
        retryAfterSeconds: 1,
      })
    }
    const rows = encodeRows(events, writer)
    this.#waitingBytes += rows.bytes.length
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, rows, resolve, reject })
      this.#committing ??= this.#commitAll()
    })
  }

  head(): Position {
    return new Map([[writer, this.#head]])
  }

  readAfter: EventLog['readAfter'] = (project, position, filter, countMax, left) =>
    readAfter(this.#engine, { project, position, head: this.head(), filter, countMax }, left)

  async close(): Promise<void> {
    this.#closed.abort()
    await this.#committing
  }

  /** While one commit runs, what arrives waits together for the next: the running insert is the timer. */
  async #commitAll(): Promise<void> {
    // What arrives in the same turn of the event loop shares the first commit too.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch()
      try {
        const outcomes = await this.#commit(batch)
        let at = 0
        for (const { events, resolve } of batch) {
          resolve(outcomes.slice(at, at + events.length))
          at += events.length
        }
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#committing = null
  }

  #takeBatch(): Waiting[] {
    let events = 0
    let bytes = 0
    let count = 0
    for (const { rows } of this.#waiting) {
      if (count > 0 && (events + rows.starts.length > commitEventsMax || bytes + rows.bytes.length > commitBytesMax))
        break
      events += rows.starts.length
      bytes += rows.bytes.length
      count++
    }
    this.#waitingBytes -= bytes
    return this.#waiting.splice(0, count)
  }

  async #commit(batch: readonly Waiting[]): Promise<AppendOutcome[]> {
    const startedMs = performance.now()
    await this.#settle()
    const duplicates = await this.#findDuplicates(batch.flatMap(({ events }) => events))
    const rows = batch
      .flatMap(({ rows: { bytes, starts } }) =>
        Array.from(starts.subarray(1), (end, at) => bytes.subarray(starts[at], end)),
      )
      .filter((_, index) => !duplicates.has(index))
    const refused = await this.#insert(rows)
    this.#head = this.#seqLast
    const outcomes: AppendOutcome[] = []
    let row = 0
    const count = rows.length + duplicates.size
    for (let index = 0; index < count; index++) {
      outcomes.push(duplicates.has(index) ? 'duplicate' : (refused.get(row++) ?? 'stored'))
    }
    this.#options.onCommit?.({
      events: rows.length - refused.size,
      duplicates: duplicates.size,
      bytes: rows.reduce((sum, { length }) => sum + length, 0),
      ms: performance.now() - startedMs,
    })
    return outcomes
  }

  /** Indexes of the events whose id is stored already, or stands earlier among these. */
  async #findDuplicates(events: readonly NewEvent[]): Promise<Set<number>> {
    const duplicates = new Set<number>()
    const seen = new Set<string>()
    const maybeStored: number[] = []
    for (const [index, { project, event_id }] of events.entries()) {
      const key = `${project}\0${event_id}`
      if (seen.has(key)) {
        duplicates.add(index)
        continue
      }
      seen.add(key)
      const id = hashId(project, event_id)
      if (this.#knownIds.mayHold(id)) maybeStored.push(index)
      // Before the insert, so that an insert of unknown outcome is looked up when it is tried again.
      else this.#knownIds.add(id)
    }
    if (maybeStored.length === 0) return duplicates
    const stored = await findStoredIds(
      this.#engine,
      maybeStored.map((index) => events[index]!),
    )
    for (const index of maybeStored) {
      const { project, event_id } = events[index]!
      if (stored.has(`${project}\0${event_id}`)) duplicates.add(index)
      else this.#knownIds.add(hashId(project, event_id))
    }
    return duplicates
  }

  /** Answers the rows that the engine refused, with its reason. */
  async #insert(rows: readonly Buffer[]): Promise<Map<number, { refused: string }>> {
    if (rows.length === 0) return new Map()
    const statementId = randomUUID()
    for (const row of rows) setSeq(row, 0, ++this.#seqLast)
    try {
      await this.#engine.insertBinary('event', rowColumns, Buffer.concat(rows), { statementId })
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
  async #insertHalves(rows: readonly Buffer[], refusal: EngineRefusal): Promise<Map<number, { refused: string }>> {
    if (rows.length === 1) return new Map([[0, { refused: refusal.message }]])
    const middle = Math.ceil(rows.length / 2)
    const refused = await this.#insert(rows.slice(0, middle))
    for (const [row, reason] of await this.#insert(rows.slice(middle))) refused.set(row + middle, reason)
    return refused
  }

  /** An insert whose outcome is unknown must have ended before its events can be looked up. */
  async #settle(): Promise<void> {
    if (this.#unsettledStatement === null) return
    await this.#engine.settle(this.#unsettledStatement)
    this.#unsettledStatement = null
  }
}
