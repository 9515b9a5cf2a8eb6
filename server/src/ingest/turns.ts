const bytesPerTurn = 128 * 1024

/**
 * Lets a little work through in each turn of the event loop, in the order in which it was asked for. Otherwise all the
 * bodies that are there would be judged before the first of them is sent to the engine, which idles until then, and we
 * after it until it has stored them all.
 */
export class Turns {
  readonly #waiting: { bytes: number; begin: () => void }[] = []
  #bytesLeft = bytesPerTurn
  #isNextAwaited = false

  /** Resolves when there is a turn for as much; at once when there still is one. */
  async take(bytes: number): Promise<void> {
    if (this.#bytesLeft <= 0 || this.#waiting.length > 0) {
      await new Promise<void>((begin) => this.#waiting.push({ bytes, begin }))
    } else {
      this.#spend(bytes)
    }
  }

  #spend(bytes: number): void {
    this.#bytesLeft -= bytes
    if (this.#isNextAwaited) return
    this.#isNextAwaited = true
    setImmediate(() => this.#nextTurn())
  }

  #nextTurn(): void {
    this.#isNextAwaited = false
    this.#bytesLeft = bytesPerTurn
    while (this.#bytesLeft > 0) {
      const first = this.#waiting.shift()
      if (!first) return
      this.#spend(first.bytes)
      first.begin()
    }
  }
}
