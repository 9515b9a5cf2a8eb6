/** Chance that can be repeated: the same seed, the same story. */
export interface Random {
  /** From 0 to less than 1. */
  fraction(): number
  whole(min: number, max: number): number
  pick<Item>(items: readonly Item[]): Item
  chance(probability: number): boolean
  digits(count: number): string
}

/** mulberry32: small, and good enough for stories. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1))
  return {
    fraction,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
    chance: (probability) => fraction() < probability,
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  }
}
