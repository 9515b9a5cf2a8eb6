// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are no controls here; the link inside is
import { Link } from '@tanstack/react-router'
import { CircleMinus, CirclePlus } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { type Column, columnName, pathOf, valueIn } from '../../data/columns.ts'
import { hasFailed, headline, insideOf, kindOf, type ListedEvent } from '../../data/events.ts'
import { ExactNumber } from '../../data/json.ts'
import { attributeTerm, type Term } from '../../data/search.ts'
import { EventLink } from '../../parts/event-link.tsx'
import { KindMark } from '../../parts/kind-mark.tsx'
import { Time } from '../../parts/time.tsx'
import styles from './events-table.module.css'

interface TableRowProps {
  event: ListedEvent
  columns: readonly Column[]
  isOpen: boolean
  /** 1-based place among all rows. */
  rowIndex: number
  style: CSSProperties
  onFilter: (term: Term, negated?: boolean) => void
  onFocus: () => void
}

/** One event. The whole row is the link that opens it; values can be asked for, or against. */
export function TableRow({ event, columns, isOpen, rowIndex, style, onFilter, onFocus }: TableRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: for the keyboard there is the link
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.row}
      data-open={isOpen || undefined}
      style={style}
      onClick={openUnlessMeantElse}
    >
      {columns.map(({ field }, index) => {
        const content = <Content event={event} field={field} />
        return (
          <div key={field} role="cell" className={styles.cell} data-field={field}>
            {index === 0 ? (
              <EventLink eventId={event.event_id} isOpen={isOpen} className={styles.link} onFocus={onFocus}>
                {content}
                {field !== 'description' && <span className="sr-only"> {headline(event) || 'No description'}</span>}
              </EventLink>
            ) : (
              content
            )}
            <Actions event={event} field={field} onFilter={onFilter} />
          </div>
        )
      })}
    </div>
  )
}

/** Cells lie over the link, for what they show when they are pointed at: what is pressed there is passed on to it. */
function openUnlessMeantElse({ target, currentTarget }: MouseEvent<HTMLElement>): void {
  const isSelecting = getSelection()?.isCollapsed === false
  if (isSelecting || (target as Element).closest('a, button')) return
  currentTarget.querySelector<HTMLElement>('[data-row-link]')?.click()
}

function Content({ event, field }: { event: ListedEvent; field: string }) {
  const inside = field === 'description' ? insideOf(event) : undefined
  if (inside !== undefined) return <bdi className={`mono ${styles.text} ${styles.faint}`}>{inside}</bdi>
  const found = valueIn(event, field)
  if (!found) return <span className={styles.faint}>–</span>
  if (field === 'timestamp' || field === 'received_at') return <Time at={found.text} as="precise" />
  const text = <bdi className={styles.text}>{found.text.slice(0, 400)}</bdi>
  if (field === 'type') {
    return (
      <>
        <KindMark kind={kindOf(event)} failed={hasFailed(event)} />
        {text}
      </>
    )
  }
  if (field === 'session_id') {
    return (
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: found.text }}
        search={{ event: event.event_id }}
        preload={false}
        tabIndex={-1}
        className={styles.session}
        title={`Session ${found.text}, at this moment`}
      >
        {text}
      </Link>
    )
  }
  return text
}

/** Not tab stops: the same stands in the open event. */
function Actions({ event, field, onFilter }: Pick<TableRowProps, 'event' | 'onFilter'> & { field: string }) {
  const term = termOf(event, field)
  if (!term) return null
  const name = columnName(field)
  return (
    <span className={styles.actions}>
      <button type="button" tabIndex={-1} title={`Only this ${name}`} onClick={() => onFilter(term)}>
        <CirclePlus size={13} aria-label={`Only this ${name}`} />
      </button>
      <button type="button" tabIndex={-1} title={`Leave out this ${name}`} onClick={() => onFilter(term, true)}>
        <CircleMinus size={13} aria-label={`Leave out this ${name}`} />
      </button>
    </span>
  )
}

/** What a cell can be filtered by: times and whole objects cannot. */
function termOf(event: ListedEvent, field: string): Term | undefined {
  if (['timestamp', 'received_at', 'attributes', 'description', 'event_id'].includes(field)) return undefined
  const found = valueIn(event, field)
  if (!found) return undefined
  const path = pathOf(field)
  if (!path) return { field, value: found.text }
  const isPlain = typeof found.value !== 'object' || found.value instanceof ExactNumber
  return isPlain ? attributeTerm(path, found.value) : undefined
}
