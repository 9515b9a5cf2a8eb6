import { CircleMinus, CirclePlus, Columns3 } from 'lucide-react'
import { columnName } from '../data/columns.ts'
import type { Term } from '../data/search.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './event-value-actions.module.css'

export interface ValueActionsOf {
  onFilter: (term: Term, negated?: boolean) => void
  onColumn?: ((field: string) => void) | undefined
}

/** What can be done with one value of an event: look for its like, leave those out, make it a column, copy it. */
export function ValueActions({
  term,
  field,
  text,
  onFilter,
  onColumn,
}: ValueActionsOf & {
  /** Without one it cannot be filtered by. */
  term?: Term | undefined
  field: string
  text: string
}) {
  const name = columnName(field)
  return (
    <span className={styles.actions}>
      {term && (
        <>
          <button type="button" onClick={() => onFilter(term)} title={`Only this ${name}`}>
            <CirclePlus size={13} aria-label={`Only events with this ${name}`} />
          </button>
          <button type="button" onClick={() => onFilter(term, true)} title={`Leave out this ${name}`}>
            <CircleMinus size={13} aria-label={`No events with this ${name}`} />
          </button>
        </>
      )}
      {onColumn && (
        <button type="button" onClick={() => onColumn(field)} title="Show as a column">
          <Columns3 size={13} aria-label={`Show ${name} as a column`} />
        </button>
      )}
      <CopyButton text={text} name={`Copy ${name}`} />
    </span>
  )
}
