import type { FoldedTime } from './folded-time.ts'
import { formatOffset } from './time.ts'

/** A stretch of time, in milliseconds from the start of a session. */
export interface TimeWindow {
  from: number
  to: number
}

/** Nothing is zoomed in on closer than this. */
const spanMsMin = 20

/** Keeps what is looked at inside of the whole. */
export function within({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow {
  const wholeMs = whole.to - whole.from
  const ms = Math.min(wholeMs, Math.max(Math.min(spanMsMin, wholeMs), to - from))
  const start = Math.min(Math.max(from, whole.from), whole.to - ms)
  return { from: start, to: start + ms }
}

/** `factor` below 1 shows less, and larger; `aboutMs` stays where it is. */
export function zoomed(window: TimeWindow, whole: TimeWindow, factor: number, aboutMs: number): TimeWindow {
  const wanted = (window.to - window.from) * factor
  const ms = Math.min(whole.to - whole.from, Math.max(spanMsMin, wanted))
  const part = (aboutMs - window.from) / (window.to - window.from)
  return within({ from: aboutMs - part * ms, to: aboutMs + (1 - part) * ms }, whole)
}

export function panned({ from, to }: TimeWindow, whole: TimeWindow, byMs: number): TimeWindow {
  return within({ from: from + byMs, to: to + byMs }, whole)
}

/** The window moved no further than it takes to have a moment in it, with some room around. */
export function following(window: TimeWindow, whole: TimeWindow, atMs: number): TimeWindow {
  const margin = (window.to - window.from) * 0.08
  if (atMs < window.from + margin) return panned(window, whole, atMs - margin - window.from)
  if (atMs > window.to - margin) return panned(window, whole, atMs + margin - window.to)
  return window
}

const stepsMs = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5,
  432e5, 864e5, 1728e5, 6048e5, 2592e6, 7776e6, 31536e6,
]
/** A label with hours is longer. */
const tickPxMin = { short: 64, long: 80 }
const hourMs = 36e5

export interface Tick {
  place: number
  label: string
}

/** Where the axis is marked, not too dense: at round times, and where it goes on after a fold. */
export function ticksOf({ from, to }: TimeWindow, widthPx: number, { at, msAt, stretches, folds }: FoldedTime): Tick[] {
  const apartPx = msAt(to) < hourMs ? tickPxMin.short : tickPxMin.long
  const least = ((to - from) / Math.max(1, widthPx)) * apartPx
  const step = stepsMs.find((step) => step >= least) ?? (stepsMs.at(-1) as number)
  const ticks: Tick[] = []
  const mark = (ms: number) => {
    const place = at(ms)
    const isFree = place >= from && place - (ticks.at(-1)?.place ?? Number.NEGATIVE_INFINITY) >= least * 0.999
    if (isFree && place <= to) ticks.push({ place, label: tickLabel(ms, step) })
  }
  for (const [index, { left, right }] of stretches.entries()) {
    if (right < from || left > to) continue
    const fold = folds[index - 1]
    if (fold) mark(fold.toMs)
    const toMs = msAt(Math.min(to, right))
    for (let ms = Math.ceil(msAt(Math.max(from, left)) / step) * step; ms <= toMs; ms += step) mark(ms)
  }
  return ticks
}

function tickLabel(ms: number, step: number): string {
  if (step >= 1000) return step >= 864e5 ? `${Math.round(ms / 864e5)} d` : formatOffset(ms)
  const digits = step >= 100 ? 1 : step >= 10 ? 2 : 3
  const fraction = (Math.abs(ms) % 1000) / 1000
  return `${formatOffset(ms)}${fraction.toFixed(digits).slice(1)}`
}

/** `63.2-120.4`, seconds, as it stands in an address. */
export function windowOf(text: string | undefined): TimeWindow | undefined {
  const [, from, to] = /^(-?\d{1,12}(?:\.\d{1,3})?)-(-?\d{1,12}(?:\.\d{1,3})?)$/.exec(text ?? '') ?? []
  if (from === undefined || to === undefined || Number(to) <= Number(from)) return undefined
  return { from: Number(from) * 1000, to: Number(to) * 1000 }
}

export function windowText({ from, to }: TimeWindow): string {
  return [from, to].map((ms) => String(Math.round(ms) / 1000)).join('-')
}
