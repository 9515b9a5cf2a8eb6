import type { Position } from '../event/cursor.ts'
import type { NewEvent, StoredEvent } from '../event/event.ts'
import type { EventFilter } from '../event/filter.ts'

/** Where events live. Whatever ClickHouse is behind it keeps these promises; `event-log.contract.ts` checks them. */
export interface EventLog {
  /**
   * Stores the events that are new and resolves once they are on disk and readable on every path; an id that was stored
   * before, or stands earlier in the list, is a duplicate. Answers what became of each, by index. When it throws, none
   * of them is acknowledged and all of them may be sent again: `overloaded` when too much waits already, `unavailable`
   * when the engine is gone.
   */
  append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]>

  /** After the last event that is readable. */
  head(): Position

  /**
   * What was committed after `position` and passes the filter, in order of commit, at most `countMax` events. The
   * position that comes back has passed everything that was looked at; when it is the head's, the reader has caught up.
   */
  readAfter(
    project: string,
    position: Position,
    filter: EventFilter,
    countMax: number,
    left?: AbortSignal,
  ): Promise<{ events: readonly StoredEvent[]; position: Position }>

  /** Resolves when what is under way is committed; nothing more is taken from the moment of the call. */
  close(): Promise<void>
}

/** `refused` is the engine's word against one event; it should never come to it, and loses only that event if it does. */
export type AppendOutcome = 'stored' | 'duplicate' | { refused: string }

/** What one commit was: for the metrics. */
export interface CommitFacts {
  events: number
  duplicates: number
  bytes: number
  ms: number
}
