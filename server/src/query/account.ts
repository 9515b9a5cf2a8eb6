import type { Covered } from '@occur/client/protocol'
import type { Asker, Tally } from '../event/asker.ts'
import { formatTimestamp, type TimestampNs } from '../event/timestamp.ts'

/** Keeps account of a question while it is answered: hand `asker` to the store. */
export class Account {
  readonly asker: Asker & { tally: Tally }
  readonly #startedMs = performance.now()

  constructor(asker: Asker = {}) {
    this.asker = { ...asker, tally: { rowsRead: 0 } }
  }

  /** What every answer says of itself. Null is an end of the range that neither the question nor an event set. */
  covered(from: TimestampNs | null, to: TimestampNs | null, events: number): Covered {
    return {
      from: from === null ? null : formatTimestamp(from),
      to: to === null ? null : formatTimestamp(to),
      events,
      rows_read: this.asker.tally.rowsRead,
      exact: true,
      elapsed_ms: Math.round(performance.now() - this.#startedMs),
    }
  }
}
