import { CalendarDays } from 'lucide-react'
import type { Search } from '../data/search.ts'
import { atLeisure } from './at-leisure.tsx'
import { buttonClass } from './button.tsx'
import { rangeWords } from './time-range-words.ts'

export interface TimeRangeProps {
  search: Search
  onChange: (change: Partial<Search>) => void
}

/** From when to when, and on whose clock: a span that ends now, in words of one's own too, or two instants. */
export const TimeRange = atLeisure<TimeRangeProps>(
  async () => (await import('./time-range-control.tsx')).TimeRangeControl,
  ({ search }) => (
    <button
      type="button"
      className={buttonClass()}
      aria-label={`Time range: ${rangeWords(search)}`}
      aria-haspopup="dialog"
      aria-expanded={false}
    >
      <CalendarDays size={14} aria-hidden />
      {rangeWords(search)}
    </button>
  ),
)
