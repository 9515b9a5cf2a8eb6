/** How fast something goes, from what was done in the last seconds. */
export interface Pace {
  /** `done` is whatever is counted, in total. */
  note(nowMs: number, done: number): void
  perSecond(): number
}

const windowMs = 10_000

export function createPace(startMs: number, startDone: number): Pace {
  let samples = [{ atMs: startMs, done: startDone }]
  return {
    note(nowMs, done) {
      samples.push({ atMs: nowMs, done })
      // The oldest one kept lies just outside, so that the window is always full.
      const from = samples.findLastIndex(({ atMs }) => atMs <= nowMs - windowMs)
      if (from > 0) samples = samples.slice(from)
    },
    perSecond() {
      const [first, last] = [samples[0], samples.at(-1)]
      if (!first || !last || last.atMs === first.atMs) return 0
      return ((last.done - first.done) / (last.atMs - first.atMs)) * 1000
    },
  }
}
