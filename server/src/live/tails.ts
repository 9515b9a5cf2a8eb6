import { setTimeout as sleep } from 'node:timers/promises'
import type { Filter } from '@occur/client/filter'
import { encodePosition, type Position } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import type { StoredEvent } from '../event/event.ts'
import type { EventFilter } from '../event/filter.ts'
import type { EventLog } from '../store/event-log.ts'
import type { Doorbell } from './doorbell.ts'
import { FewAtATime } from './few-at-a-time.ts'

const readEventsMax = 250
/** What one read should hold at most: a reader that lags keeps its last one in memory. */
const readBytesMax = 2 * 1024 ** 2
/** The more readers there are, the longer each of them lets commits gather, up to this. */
const gatherMsMax = 250

/** What a reader is told: events that came, or that nothing did for a while. */
export interface TailNews {
  events: readonly StoredEvent[]
  /** Everything up to here was sent, or did not pass the filter. */
  position: Position
  /** True when there was nothing more at the time. */
  isCaughtUp: boolean
}

/** Live tails: reading after a position until nothing is left, sleeping until the doorbell rings, and reading again. */
export class Tails {
  readonly #log: EventLog
  readonly #doorbell: Doorbell
  readonly #tailsMax: number
  #open = 0
  /** Readers at the same place with the same question share one read. */
  readonly #reads = new Map<string, SharedRead>()
  readonly #fewAtATime = new FewAtATime(readsMax)

  constructor(log: EventLog, doorbell: Doorbell, tailsMax: number) {
    this.#log = log
    this.#doorbell = doorbell
    this.#tailsMax = tailsMax
  }

  /** Where "from now" is. */
  head(): Position {
    return this.#log.head()
  }

  /**
   * Every event after `position`: what is stored, then what arrives, until the reader leaves. Catching up and following
   * are this one loop, so there is no seam in which an event could be lost. A reader that takes his time is waited for.
   * Says so when nothing came for `quietMs`.
   */
  async *follow(
    project: string,
    position: Position,
    filter: EventFilter,
    quietMs: number,
    left: AbortSignal,
  ): AsyncGenerator<TailNews> {
    if (this.#open >= this.#tailsMax) {
      throw new AppError('overloaded', `There are ${this.#open} live tails already, the most that may be open`, {
        retryAfterSeconds: 10,
      })
    }
    refuseForeign(position, this.#log.head())
    this.#open++
    let countMax = 32
    try {
      while (!left.aborted) {
        // Count before reading, or a commit in between would be slept through.
        const rings = this.#doorbell.rings
        const read = await this.#read(project, position, filter, countMax, left)
        position = read.position
        countMax = nextCountMax(countMax, read.events)
        const isCaughtUp = reaches(position, this.#log.head())
        yield { ...read, isCaughtUp }
        if (!isCaughtUp) continue
        await this.#doorbell.rungSince(rings, left, quietMs)
        await sleep(Math.min(this.#open, gatherMsMax), undefined, { signal: left }).catch(() => undefined)
      }
    } catch (error) {
      if (!left.aborted) throw error
    } finally {
      this.#open--
    }
  }

  /** Ends when nobody is left who waits for it. */
  async #read(
    project: string,
    position: Position,
    filter: EventFilter,
    countMax: number,
    left: AbortSignal,
  ): ReturnType<EventLog['readAfter']> {
    const key = JSON.stringify([project, encodePosition(position), meantBy(filter), countMax], bigintAsText)
    const shared =
      this.#reads.get(key) ??
      this.#share(key, (allLeft) => this.#log.readAfter(project, position, filter, countMax, allLeft))
    shared.readers++
    const leave = () => {
      if (--shared.readers === 0) shared.abandon(left.reason)
    }
    left.addEventListener('abort', leave)
    try {
      return await shared.answer
    } finally {
      left.removeEventListener('abort', leave)
    }
  }

  #share(key: string, read: (allLeft: AbortSignal) => SharedRead['answer']): SharedRead {
    const allLeft = new AbortController()
    const forget = () => {
      if (this.#reads.get(key) === shared) this.#reads.delete(key)
    }
    const shared: SharedRead = {
      readers: 0,
      answer: this.#fewAtATime.run(allLeft.signal, () => read(allLeft.signal)).finally(forget),
      // Who comes now begins a read of his own.
      abandon: (reason) => {
        forget()
        allLeft.abort(reason)
      },
    }
    this.#reads.set(key, shared)
    return shared
  }
}

interface SharedRead {
  readers: number
  readonly answer: ReturnType<EventLog['readAfter']>
  abandon(reason: unknown): void
}

/** Of all tails together: each commit wakes every one of them, and the engine has other things to do. */
const readsMax = 8

/** More at a time while events are small, fewer when they are large. */
function nextCountMax(countMax: number, events: readonly StoredEvent[]): number {
  const bytes = events.reduce(
    (sum, event) => sum + (event.attributes?.length ?? 0) + (event.description?.length ?? 0),
    0,
  )
  if (bytes > readBytesMax) return Math.max(1, Math.floor((events.length * readBytesMax) / bytes))
  return Math.min(readEventsMax, countMax * 2)
}

function reaches(position: Position, head: Position): boolean {
  return [...head].every(([writer, seq]) => (position.get(writer) ?? 0) >= seq)
}

/** A cursor beyond the end was given by another store, or by this one before it was put back to an earlier state. */
function refuseForeign(position: Position, head: Position): void {
  for (const [writer, seq] of position) {
    if (seq > (head.get(writer) ?? -1)) {
      throw new AppError('invalid', 'This cursor is not of this store: it lies beyond its end. Start without one')
    }
  }
}

/** The same for readers who mean the same: when they asked makes a difference only where times may be relative to it. */
function meantBy(filter: EventFilter): object {
  const { asked, ...rest } = filter
  return asked === undefined || speaksOfTime(asked.filter) ? filter : { ...rest, asked: asked.filter }
}

function speaksOfTime(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(speaksOfTime)
  if (filter.kind === 'not') return speaksOfTime(filter.of)
  return filter.kind === 'field' && (filter.field.name === 'timestamp' || filter.field.name === 'received_at')
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
