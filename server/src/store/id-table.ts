import { randomBytes } from 'node:crypto'
import type { IdHash } from './id-hash.ts'

const bytesPerSlot = 4
/** Fuller than this, ids stand far from where they are looked for. */
const loadMax = 0.75
export const bytesPerId = bytesPerSlot / loadMax

/** Another in each process, or a sender could choose ids that all belong to one slot, and each would be looked for among them. */
const secret = randomBytes(4).readUInt32LE() | 1

/**
 * A set of ids that keeps 32 bits of each: a hash table with linear probing. It never denies an id that was added, and
 * takes another for one of them about twice in 1,000 million times: at most 8.5 slots are looked at on average (Knuth, The
 * Art of Computer Programming, vol. 3, 6.4), of which each is equal by chance once in 2^32. They lie next to each other,
 * so an id costs one or two lines of cache.
 */
export class IdTable {
  readonly idsMax: number
  readonly #slots: Int32Array
  #ids = 0

  constructor(idsMax: number) {
    this.idsMax = idsMax
    this.#slots = new Int32Array(Math.floor(idsMax / loadMax))
  }

  get bytes(): number {
    return this.#slots.byteLength
  }

  get isFull(): boolean {
    return this.#ids >= this.idsMax
  }

  holds(id: IdHash): boolean {
    return this.#slots[this.#slotOf(id)] !== 0
  }

  /** Whether it was not there yet. Not to be called when it is full: there must be an empty slot for a search to end at. */
  add(id: IdHash): boolean {
    const slot = this.#slotOf(id)
    if (this.#slots[slot] !== 0) return false
    this.#slots[slot] = keptOf(id)
    this.#ids++
    return true
  }

  /** Where the id stands, or else the empty slot where it would. */
  #slotOf(id: IdHash): number {
    const slots = this.#slots
    const kept = keptOf(id)
    let slot = Math.floor((scattered(id) / 2 ** 32) * slots.length)
    for (;;) {
      const found = slots[slot]
      if (found === 0 || found === kept) return slot
      slot = slot + 1 === slots.length ? 0 : slot + 1
    }
  }
}

/** Never 0, which stands for an empty slot. */
function keptOf({ low }: IdHash): number {
  return low | 0 || 1
}

/** 32 bits of both halves, in an order that nobody outside can foresee; the last steps are MurmurHash3's. */
function scattered({ high, low }: IdHash): number {
  let bits = high ^ Math.imul(low, secret)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
