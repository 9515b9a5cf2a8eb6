import { describeRange } from '../data/range.ts'
import type { Search } from '../data/search.ts'
import { formatDateTime, msOf } from '../data/time.ts'

/** From when to when, in words, and on whose clock where it is another than the reader's. */
export function rangeWords(search: Search): string {
  return spanWords(search) + (search.tz === undefined ? '' : `, ${search.tz.replaceAll('_', ' ')}`)
}

/** From when to when, in words. */
export function spanWords({ range, from, to }: Pick<Search, 'range' | 'from' | 'to'>): string {
  if (range) return describeRange(range)
  if (from && to) return `${formatDateTime(msOf(from))} – ${formatDateTime(msOf(to))}`
  if (from) return `Since ${formatDateTime(msOf(from))}`
  if (to) return `Before ${formatDateTime(msOf(to))}`
  return 'Any time'
}
