const bytesMax = 512 * 1024
const msMax = 250
/** Of all bodies together; beyond it nothing waits. */
const bytesOfAllMax = 64 * 1024 ** 2

let bytesOfAll = 0

/**
 * Pieces of a body that wait for more of it. A network delivers bodies in many small pieces, of all senders in turn; so
 * that a body of a usual size is judged and stored at once, it waits here until it is whole. A large one goes on in
 * large pieces, and a slow one after a moment.
 */
export class Gathering {
  #pieces: Buffer[] = []
  #bytes = 0
  #sinceMs = 0

  get isEmpty(): boolean {
    return this.#bytes === 0
  }

  /** How long the pieces may still wait. */
  get leftMs(): number {
    const isFull = this.#bytes >= bytesMax || bytesOfAll >= bytesOfAllMax
    return isFull ? 0 : Math.max(0, this.#sinceMs + msMax - performance.now())
  }

  add(piece: Buffer): void {
    if (this.isEmpty) this.#sinceMs = performance.now()
    this.#pieces.push(piece)
    this.#bytes += piece.length
    bytesOfAll += piece.length
  }

  /** All of them as one. Must be called in the end, for what waits is counted. */
  take(): Buffer {
    const pieces = this.#pieces
    bytesOfAll -= this.#bytes
    this.#pieces = []
    this.#bytes = 0
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  }
}
