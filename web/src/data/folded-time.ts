import { joined, type Span, type Stretch, scaleOf, type TimeScale } from './time-scale.ts'
import type { TimelineItem } from './timeline.ts'

/** The time of a session, its long silences folded: without folds, every instant lies where it is. */
export interface FoldedTime extends TimeScale {
  /** From when to when nothing happened, and from where to where the fold lies. */
  folds: readonly Stretch[]
}

/** A shorter silence is drawn as long as it was. */
const silenceMsMin = 5 * 60_000
/** What a fold takes of the axis (a silence that is no longer than this is none), and all of them together at most. */
const foldPart = 0.12
const foldsPartMax = 0.6
/** Beside a fold some of its silence is left, so that what happened last before it can be told from it. */
const restMsMin = 1000
const restPart = 0.01

/** Time to scale where something happened, in milliseconds; hours of silence take no more room than minutes. */
export function foldedTime(items: readonly Span[]): FoldedTime {
  const loose = joined(items, silenceMsMin)
  const spans = joined(loose, Math.max(silenceMsMin, foldPart * lengthOf(loose)))
  const restMs = Math.max(restMsMin, restPart * lengthOf(spans))
  const shown = spans.map(({ fromMs, toMs }, index) => {
    const from = index === 0 ? fromMs : fromMs - restMs
    const to = index === spans.length - 1 ? toMs : toMs + restMs
    return { fromMs: from, toMs: to, width: to - from }
  })
  const scale = scaleOf(shown, foldWidth(shown), spans[0]?.fromMs)
  const folds = spans.slice(1).map(({ fromMs }, index) => ({
    fromMs: (spans[index] as Span).toMs,
    toMs: fromMs,
    left: (scale.stretches[index] as Stretch).right,
    right: (scale.stretches[index + 1] as Stretch).left,
  }))
  return { ...scale, folds }
}

function foldWidth(spans: readonly Span[]): number {
  const count = spans.length - 1
  if (count < 1) return 0
  const part = Math.min(foldsPartMax, foldPart * count)
  const width = (lengthOf(spans) * part) / (1 - part) / count
  const silences = spans.slice(1).map(({ fromMs }, index) => fromMs - (spans[index] as Span).toMs)
  return silences.reduce((least, ms) => Math.min(least, ms), width)
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}

/** The items with their times where they are drawn. */
export function itemsIn(time: FoldedTime, items: readonly TimelineItem[]): readonly TimelineItem[] {
  if (time.folds.length === 0) return items
  return items.map((item) => ({
    ...item,
    offsetMs: time.at(item.offsetMs),
    fromMs: time.at(item.fromMs),
    toMs: time.at(item.toMs),
    wait: item.wait && { ...item.wait, fromMs: time.at(item.wait.fromMs), toMs: time.at(item.wait.toMs) },
  }))
}
