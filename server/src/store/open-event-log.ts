import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../engine/engine.ts'
import type { Position } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import type { NewEvent } from '../event/event.ts'
import type { AppendOutcome, CommitFacts, EventLog } from './event-log.ts'
import { type EncodedRows, encodeRows, joinRows, rowCount } from './event-rows.ts'
import { EventWriter, writer } from './event-writer.ts'
import { findStoredIds } from './find-stored-ids.ts'
import { hashId } from './id-hash.ts'
import { KnownIds } from './known-ids.ts'
import { readAfter } from './read-after.ts'

const commitEventsMax = 100_000
const commitBytesMax = 32 * 1024 ** 2

export interface EventLogOptions {
  /** Bytes that may wait for a commit; beyond it `append` throws `overloaded`. */
  pendingBytesMax: number
  /** Memory to remember ids in. */
  dedupeBytesMax: number
  onCommit?: (facts: CommitFacts) => void
  onBackgroundError?: (error: unknown) => void
}

export async function openEventLog(engine: Engine, options: EventLogOptions): Promise<EventLog> {
  const log = new ClickHouseEventLog(engine, await EventWriter.open(engine), options)
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
  readonly #writer: EventWriter
  readonly #options: EventLogOptions
  readonly #knownIds: KnownIds
  readonly #closed = new AbortController()
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #committing: Promise<void> | null = null

  constructor(engine: Engine, writer: EventWriter, options: EventLogOptions) {
    this.#engine = engine
    this.#writer = writer
    this.#options = options
    this.#knownIds = new KnownIds(options.dedupeBytesMax)
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
    return new Map([[writer, this.#writer.head]])
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
    await this.#writer.settle()
    const duplicates = await this.#findDuplicates(batch.flatMap(({ events }) => events))
    const rows = joinRows(
      batch.map(({ rows }) => rows),
      duplicates,
    )
    const refused = await this.#writer.insert(rows)
    const outcomes: AppendOutcome[] = []
    let row = 0
    const count = rowCount(rows) + duplicates.size
    for (let index = 0; index < count; index++) {
      outcomes.push(duplicates.has(index) ? 'duplicate' : (refused.get(row++) ?? 'stored'))
    }
    this.#options.onCommit?.({
      events: rowCount(rows) - refused.size,
      duplicates: duplicates.size,
      bytes: rows.bytes.length,
      ms: performance.now() - startedMs,
    })
    return outcomes
  }

  /** Indexes of the events whose id is stored already, or stands earlier among these. */
  async #findDuplicates(events: readonly NewEvent[]): Promise<Set<number>> {
    const maybeStored: number[] = []
    for (const [index, { project, event_id }] of events.entries()) {
      // Before the insert, so that an insert of unknown outcome is looked up when it is tried again.
      const isNew = this.#knownIds.add(hashId(project, event_id))
      if (!isNew) maybeStored.push(index)
    }
    if (maybeStored.length === 0) return new Set()
    // An id that stands here twice is known the second time.
    const duplicates = repeatedIds(events)
    const unsure = maybeStored.filter((index) => !duplicates.has(index))
    const stored = await findStoredIds(
      this.#engine,
      unsure.map((index) => events[index]!),
    )
    for (const index of unsure) {
      const { project, event_id } = events[index]!
      if (stored.has(`${project}\0${event_id}`)) duplicates.add(index)
    }
    return duplicates
  }
}

/** Indexes of the events whose id stands earlier among them. */
function repeatedIds(events: readonly NewEvent[]): Set<number> {
  const repeated = new Set<number>()
  const seen = new Set<string>()
  for (const [index, { project, event_id }] of events.entries()) {
    const key = `${project}\0${event_id}`
    if (seen.has(key)) repeated.add(index)
    else seen.add(key)
  }
  return repeated
}
