/** Runs so many pieces of work at the same time; the others wait in the order in which they came. */
export class FewAtATime {
  readonly #max: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(max: number) {
    this.#max = max
  }

  /** Throws why `left` was aborted if that was before its turn. */
  async run<Answer>(left: AbortSignal, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#running < this.#max) this.#running++
    else await new Promise<void>((begin) => this.#waiting.push(begin))
    try {
      left.throwIfAborted()
      return await work()
    } finally {
      // Who is next takes over the place.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
