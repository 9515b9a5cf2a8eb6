/** From when to when something went on. */
export interface Span {
  fromMs: number
  toMs: number
}

/** Where instants lie along an axis. Times in which nothing happened may be drawn shorter than they were. */
export interface TimeScale {
  at(ms: number): number
  /** The other way: which instant lies there. */
  msAt(place: number): number
  /** What is drawn to scale, in order; what lies between two of them is a gap. */
  stretches: readonly Stretch[]
}

/** A span, and from where to where it is drawn. */
export interface Stretch extends Span {
  left: number
  right: number
}

/** Spans that touch or overlap made one, and those with less than so much between them. In order. */
export function joined(spans: readonly Span[], gapMsMin = 0): Span[] {
  const joined: Span[] = []
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const before = joined.at(-1)
    if (before && fromMs - before.toMs <= gapMsMin) before.toMs = Math.max(before.toMs, toMs)
    else joined.push({ fromMs, toMs })
  }
  return joined
}

/** An axis on which each span, in order, is as long as it says, with gaps of one width. */
export function scaleOf(spans: readonly (Span & { width: number })[], gap: number, start = 0): TimeScale {
  let left = start
  const stretches = spans.map(({ fromMs, toMs, width }) => {
    const stretch = { fromMs, toMs, left, right: left + width }
    left = stretch.right + gap
    return stretch
  })
  // Straight from corner to corner, so that every instant has its place and every place its instant.
  const corners = stretches.flatMap(({ fromMs, toMs, left, right }) => [
    { ms: fromMs, place: left },
    { ms: toMs, place: right },
  ])
  return {
    at: (ms) => between(corners, 'ms', 'place', ms),
    msAt: (place) => between(corners, 'place', 'ms', place),
    stretches,
  }
}

interface Corner {
  ms: number
  place: number
}

function between(corners: readonly Corner[], of: keyof Corner, to: keyof Corner, value: number): number {
  let [low, high] = [0, corners.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((corners[middle] as Corner)[of] < value) low = middle
    else high = middle - 1
  }
  const [before, after] = [corners[low], corners[low + 1]]
  if (!before) return 0
  if (!after || value <= before[of]) return before[to]
  return before[to] + ((value - before[of]) / (after[of] - before[of])) * (after[to] - before[to])
}
