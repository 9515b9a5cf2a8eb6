/** Whoever waits for an answer: what the engine must know of him, and what he is told of its work. */
export interface Asker {
  /** Aborted when he goes before he was answered; the engine then stops as well. */
  left?: AbortSignal
  /** Counts what is read for him. */
  tally?: Tally
}

export interface Tally {
  rowsRead: number
}
