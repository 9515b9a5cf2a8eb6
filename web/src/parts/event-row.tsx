// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are no controls here; the link inside is
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { hasFailed, headline, insideOf, kindOf, type ListedEvent } from '../data/events.ts'
import type { Term } from '../data/search.ts'
import { EventLink } from './event-link.tsx'
import styles from './event-row.module.css'
import { KindMark } from './kind-mark.tsx'
import { Time } from './time.tsx'

interface EventRowProps {
  event: ListedEvent
  isOpen: boolean
  onFilter: (term: Term) => void
  /** 1-based place among all rows, for lists that render only some of them. */
  rowIndex?: number
  style?: CSSProperties
  isNew?: boolean
  /** `clock` where the day stands above the rows. */
  timeAs?: 'clock' | 'stamp'
}

/** One event in a list. The whole row is the link that opens it; type and user narrow the list instead. */
export function EventRow({ event, isOpen, onFilter, rowIndex, style, isNew = false, timeAs = 'stamp' }: EventRowProps) {
  const inside = insideOf(event)
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.row}
      data-open={isOpen || undefined}
      data-new={isNew || undefined}
      style={style}
    >
      <div role="cell" className={styles.time}>
        <Time at={event.timestamp} as={timeAs} />
      </div>
      <div role="cell" className={styles.type}>
        <KindMark kind={kindOf(event)} failed={hasFailed(event)} />
        <FilterValue field="type" value={event.type} onFilter={onFilter} />
      </div>
      <div role="cell" className={styles.what}>
        <EventLink eventId={event.event_id} isOpen={isOpen} className={styles.link}>
          {inside === undefined ? (
            <bdi>{headline(event) || 'No description'}</bdi>
          ) : (
            <>
              <span className="sr-only">{headline(event)} </span>
              <bdi className={`mono ${styles.faint}`}>{inside}</bdi>
            </>
          )}
        </EventLink>
      </div>
      <div role="cell" className={styles.session}>
        {event.session_id !== null && (
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: event.session_id }}
            preload={false}
            title={`Session ${event.session_id}`}
          >
            <bdi>{event.session_id}</bdi>
          </Link>
        )}
      </div>
      <div role="cell" className={styles.user}>
        <FilterValue field="user_id" value={event.user_id} onFilter={onFilter} />
      </div>
    </div>
  )
}

/** A value that narrows the list to its like when pressed. */
function FilterValue({
  field,
  value,
  onFilter,
}: {
  field: string
  value: string | null
  onFilter: (term: Term) => void
}) {
  if (value === null) return <span className={styles.faint}>–</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.value}
      title={`Only ${field} = ${value}`}
      onClick={() => onFilter({ field, value })}
    >
      <bdi>{value}</bdi>
    </button>
  )
}
