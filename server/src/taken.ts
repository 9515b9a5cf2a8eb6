/** What was taken, given back in reverse, also when starting fails half-way. */
export class Taken {
  readonly #giveBacks: (() => unknown)[] = []

  add(giveBack: () => unknown): void {
    this.#giveBacks.push(giveBack)
  }

  /** Gives everything back, whatever fails in between; the first failure is thrown at the end. */
  async giveBack(): Promise<void> {
    const failures: unknown[] = []
    for (let giveBack = this.#giveBacks.pop(); giveBack; giveBack = this.#giveBacks.pop()) {
      try {
        await giveBack()
      } catch (failure) {
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
