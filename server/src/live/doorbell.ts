/**
 * Wakes whoever waits for something new. It carries no events: who is woken reads them from the store, so that a ring
 * that is missed, merged or too many loses nothing.
 */
export class Doorbell {
  #rings = 0
  readonly #sleepers = new Set<() => void>()

  /** How often it has rung. */
  get rings(): number {
    return this.#rings
  }

  ring(): void {
    this.#rings++
    for (const wake of this.#sleepers) wake()
    this.#sleepers.clear()
  }

  /** Resolves when it has rung more often than `rings`, or the sleeper leaves, or `timeoutMs` have passed. */
  async rungSince(rings: number, left: AbortSignal, timeoutMs: number): Promise<void> {
    if (this.#rings > rings || left.aborted) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = () => resolve()
    const timer = setTimeout(wake, timeoutMs)
    this.#sleepers.add(wake)
    left.addEventListener('abort', wake)
    await promise
    clearTimeout(timer)
    this.#sleepers.delete(wake)
    left.removeEventListener('abort', wake)
  }
}
