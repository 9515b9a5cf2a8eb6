import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatCount } from '../data/format.ts'
import { Button } from './button.tsx'
import styles from './pager.module.css'

interface PagerProps {
  /** How many come before this page. */
  before: number
  count: number
  total: number | null | undefined
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** Where in a long list one is, and the ways on and back. */
export function Pager({ before, count, total, onPrevious, onNext }: PagerProps) {
  return (
    <nav className={styles.pager} aria-label="Pages">
      <p className={styles.where} aria-live="polite">
        {count === 0 ? 'None' : `${formatCount(before + 1)}–${formatCount(before + count)}`}
        {typeof total === 'number' && ` of ${formatCount(total)}`}
      </p>
      <Button disabled={!onPrevious} onClick={onPrevious}>
        <ChevronLeft size={14} aria-hidden />
        Previous
      </Button>
      <Button disabled={!onNext} onClick={onNext}>
        Next
        <ChevronRight size={14} aria-hidden />
      </Button>
    </nav>
  )
}
