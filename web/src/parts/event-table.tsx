// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are no controls here; the links inside are
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import styles from './event-row.module.css'
import list from './list.module.css'

interface EventTableProps {
  label: string
  ref?: Ref<HTMLDivElement>
  /** All rows and the head, when only some of them are made. */
  rowCount?: number
  order?: 'asc' | 'desc'
  onOrder?: () => void
  isStale?: boolean
  children: ReactNode
}

const columns = [
  { name: 'Type', className: styles.type },
  { name: 'What happened', className: styles.what },
  { name: 'Session', className: styles.session },
  { name: 'User', className: styles.user },
]

/** The frame around rows of events: it scrolls, and its head stays. */
export function EventTable({ label, ref, rowCount, order, onOrder, isStale = false, children }: EventTableProps) {
  const Arrow = order === 'asc' ? ArrowUp : ArrowDown
  return (
    <div
      ref={ref}
      role="table"
      aria-label={label}
      aria-rowcount={rowCount}
      aria-busy={isStale || undefined}
      className={list.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here
      tabIndex={0}
    >
      <div role="rowgroup" className={styles.headGroup}>
        <div role="row" className={`${styles.row} ${styles.head}`} aria-rowindex={1}>
          <div
            role="columnheader"
            className={styles.time}
            aria-sort={order && (order === 'asc' ? 'ascending' : 'descending')}
          >
            {onOrder ? (
              <button
                type="button"
                className={styles.sort}
                onClick={onOrder}
                title={order === 'asc' ? 'Oldest first' : 'Newest first'}
              >
                Time <Arrow size={12} aria-hidden />
              </button>
            ) : (
              'Time'
            )}
          </div>
          {columns.map(({ name, className }) => (
            <div key={name} role="columnheader" className={className}>
              {name}
            </div>
          ))}
        </div>
      </div>
      <div className={isStale ? list.stale : undefined}>{children}</div>
    </div>
  )
}

/** Rows that belong together: those of a day, or all of them. */
export function RowGroup({
  title,
  className,
  height,
  children,
}: {
  title?: string
  className?: string | undefined
  height?: number
  children: ReactNode
}) {
  return (
    <div role="rowgroup" className={className} style={height === undefined ? undefined : { height }}>
      {title !== undefined && (
        <div role="row" className={styles.day}>
          <div role="rowheader">{title}</div>
        </div>
      )}
      {children}
    </div>
  )
}
