import { AppError } from '../event/errors.ts'

/** Whoever wants a question answered. One object for each question. */
export interface PlaceSeeker {
  readonly project: string
  readonly keyId: string
  /** Aborted when he goes; then he stops waiting. */
  readonly left: AbortSignal
}

export interface PlacesOptions {
  /** How many questions are answered at the same time. */
  placesMax: number
  /** How many wait; beyond it one is refused. */
  waitingMax: number
  /** How long each of them waits. */
  waitMsMax: number
  /** By which setting there are more places; without one their number is fixed. */
  setting?: string | undefined
}

/**
 * Lets so many questions be answered at a time, and a few more wait for it. Who has least gets the next place: a question
 * of the project that has the fewest under way, among those of the key that has the fewest, among those the first. And
 * who wants most is refused first, so that nobody can shut the others out by asking often.
 */
export class Places {
  readonly #options: PlacesOptions
  readonly #taken = new Set<PlaceSeeker>()
  #waiting: Waiting[] = []
  #refused = 0

  constructor(options: PlacesOptions) {
    this.#options = options
  }

  /** How many there are right now, and how many were refused since the start. */
  get counts(): { running: number; waiting: number; refused: number } {
    return { running: this.#taken.size, waiting: this.#waiting.length, refused: this.#refused }
  }

  /**
   * Resolves, when there is a place, to what gives it back. Throws `overloaded` when too many wait or it took too long,
   * and why he left when the seeker leaves before.
   */
  async take(seeker: PlaceSeeker): Promise<() => void> {
    seeker.left.throwIfAborted()
    if (this.#taken.size < this.#options.placesMax) this.#taken.add(seeker)
    else await this.#wait(seeker)
    return () => {
      if (this.#taken.delete(seeker)) this.#admitNext()
    }
  }

  async #wait(seeker: PlaceSeeker): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting: Waiting = { seeker, admit: resolve, refuse: reject }
    this.#waiting.push(waiting)
    if (this.#waiting.length > this.#options.waitingMax) this.#refuse(this.#greediest(), 'more wait than may')
    const leave = () => this.#remove(waiting, seeker.left.reason)
    const { waitMsMax } = this.#options
    const timer = setTimeout(() => this.#refuse(waiting, `none of them ended within ${waitMsMax} ms`), waitMsMax)
    seeker.left.addEventListener('abort', leave)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      seeker.left.removeEventListener('abort', leave)
    }
  }

  #admitNext(): void {
    const next = leastBy(this.#waiting, ({ seeker }) => [
      count(this.#taken, ({ project }) => project === seeker.project),
      count(this.#taken, ({ keyId }) => keyId === seeker.keyId),
    ])
    if (!next) return
    this.#waiting = this.#waiting.filter((other) => other !== next)
    this.#taken.add(next.seeker)
    next.admit()
  }

  /** The last that came of the key that has most waiting. */
  #greediest(): Waiting {
    const lastFirst = this.#waiting.toReversed()
    return leastBy(lastFirst, ({ seeker }) => [
      -count(lastFirst, (other) => other.seeker.project === seeker.project),
      -count(lastFirst, (other) => other.seeker.keyId === seeker.keyId),
    ])!
  }

  #refuse(waiting: Waiting, why: string): void {
    const { setting } = this.#options
    this.#refused++
    this.#remove(
      waiting,
      new AppError(
        'overloaded',
        `${this.#taken.size} questions are being answered, as many as may at the same time, and ${why}. ` +
          `Ask again in a moment${setting ? `; whoever runs this server can raise ${setting}` : ''}.`,
        { retryAfterSeconds: 2 },
      ),
    )
  }

  #remove(waiting: Waiting, reason: unknown): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting)
    waiting.refuse(reason)
  }
}

interface Waiting {
  seeker: PlaceSeeker
  admit: () => void
  refuse: (reason: unknown) => void
}

function count<Item>(items: Iterable<Item>, counts: (item: Item) => boolean): number {
  let found = 0
  for (const item of items) if (counts(item)) found++
  return found
}

/** The first of those whose measures are least, by the first measure, then by the second. */
function leastBy<Item>(items: readonly Item[], measure: (item: Item) => [number, number]): Item | undefined {
  let least: { item: Item; measures: [number, number] } | undefined
  for (const item of items) {
    const measures = measure(item)
    const isLess =
      !least ||
      measures[0] < least.measures[0] ||
      (measures[0] === least.measures[0] && measures[1] < least.measures[1])
    if (isLess) least = { item, measures }
  }
  return least?.item
}
