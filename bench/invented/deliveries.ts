import type { Random } from '../../server/src/cli/demo/random.ts'
import { longTail } from './chance.ts'
import type { BenchEvent, Occurrence } from './session.ts'

const slotMs = 60_000
/** Of all events; the sender had lost its connection. */
const lateChance = 0.003
const lateMsMax = 2 * 3_600_000

/** Events of many sessions, given back in the order in which they are sent. */
export class Deliveries {
  readonly #random: Random
  /** What is sent within a minute, by the number of the minute. */
  readonly #slots = new Map<number, Occurrence[]>()
  #nextSlot: number | null = null
  #lastSlot = 0

  constructor(random: Random) {
    this.#random = random
  }

  add(occurrences: readonly Occurrence[]): void {
    for (const { ms, event } of occurrences) {
      const sentMs = this.#random.chance(lateChance) ? ms + longTail(this.#random, 120_000, lateMsMax) : ms
      const slot = Math.floor(sentMs / slotMs)
      const there = this.#slots.get(slot)
      if (there) there.push({ ms: sentMs, event })
      else this.#slots.set(slot, [{ ms: sentMs, event }])
      this.#nextSlot ??= slot
      this.#nextSlot = Math.min(this.#nextSlot, slot)
      this.#lastSlot = Math.max(this.#lastSlot, slot)
    }
  }

  /** All that is sent before the minute of `ms`. Nothing may be added for those minutes afterwards. */
  *before(ms: number): Generator<BenchEvent> {
    if (this.#nextSlot === null) return
    const end = Math.min(Math.floor(ms / slotMs), this.#lastSlot + 1)
    for (; this.#nextSlot < end; this.#nextSlot++) {
      const slot = this.#slots.get(this.#nextSlot)
      if (!slot) continue
      this.#slots.delete(this.#nextSlot)
      for (const { event } of slot.sort((a, b) => a.ms - b.ms)) yield event
    }
  }
}
