import type { Random } from '../../server/src/cli/demo/random.ts'

/** Answers 0 to `count - 1`, the n-th with a weight of `1 / n ** exponent`: a few often, most of them rarely. */
export function zipf(count: number, exponent: number): (random: Random) => number {
  const reached = new Float64Array(count)
  let sum = 0
  for (let at = 0; at < count; at++) {
    sum += 1 / (at + 1) ** exponent
    reached[at] = sum
  }
  return (random) => firstAbove(reached, random.fraction() * sum)
}

/** The first place whose value is above `wanted`, of values that never fall; the last one if none is. */
export function firstAbove(values: Float64Array, wanted: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}

/** Log-normal, as durations are: half are below `middle`, one in a hundred is ten times as long or longer. */
export function longTail(random: Random, middle: number, max: number): number {
  // Box and Muller's way to a normal distribution.
  const normal = Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction())
  return Math.min(max, Math.round(middle * Math.exp(normal)))
}

/** So many digits, to nine. */
export function digits(random: Random, count: number): string {
  return String(Math.floor(random.fraction() * 10 ** count)).padStart(count, '0')
}

/** So many hexadecimal digits, to eight. */
export function hexDigits(random: Random, count: number): string {
  return Math.floor(random.fraction() * 16 ** count)
    .toString(16)
    .padStart(count, '0')
}
