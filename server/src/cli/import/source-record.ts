/** One event as it stands in the source: not judged yet, its bytes untouched. */
export interface SourceRecord {
  /** A JSON text without line breaks, or whatever else stands there. */
  text: Buffer
  /** 1-based line of the source on which it begins. */
  line: number
  /** What is wrong with it, where we know better than the server could tell from the text. */
  problem?: string
}

/**
 * Nothing in a source may be longer than this, so that a file without line ends cannot fill the memory. What is longer
 * is cut here, and the server refuses and keeps the piece: its own limit for an event is lower (1 MiB).
 */
export const recordBytesMax = 32 * 1024 ** 2
