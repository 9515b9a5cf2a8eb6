import { hasQuick, type QuickFilter, toggleQuick } from '../data/quick-filters.ts'
import styles from './quick-filters.module.css'

interface QuickFiltersProps {
  filters: readonly QuickFilter[]
  q: string | undefined
  onChange: (q: string | undefined) => void
}

/** Conditions that are wanted often, to press into the filter and out of it. */
export function QuickFilters({ filters, q, onChange }: QuickFiltersProps) {
  return (
    <fieldset className={styles.row} aria-label="Often asked for">
      {filters.map((filter) => {
        const isPressed = hasQuick(q, filter)
        return (
          <button
            key={filter.q}
            type="button"
            className={styles.quick}
            aria-pressed={isPressed ?? false}
            disabled={isPressed === undefined}
            title={filter.q}
            onClick={() => onChange(toggleQuick(q, filter))}
          >
            {filter.name}
          </button>
        )
      })}
    </fieldset>
  )
}
