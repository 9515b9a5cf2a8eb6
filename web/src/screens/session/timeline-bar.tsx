import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { type View, views } from '../../data/timeline.ts'
import filters from '../../parts/filter-bar.module.css'
import { Segmented } from '../../parts/segmented.tsx'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import styles from './timeline.module.css'

interface TimelineBarProps {
  view: View
  find: string
  shownCount: number
  count: number
  onNarrow: (change: { show?: View | undefined; find?: string | undefined }) => void
}

/** Which part of the session is shown. */
export function TimelineBar({ view, find, shownCount, count, onNarrow }: TimelineBarProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => input.current?.focus() })
  return (
    <div className={styles.tools}>
      <Segmented
        label="Show"
        value={view}
        options={views}
        onChange={(show) => onNarrow({ show: show === 'all' ? undefined : show })}
      />
      <div className={filters.text}>
        <Search size={14} aria-hidden />
        <input
          ref={input}
          type="search"
          value={find}
          onChange={(event) => onNarrow({ find: event.target.value || undefined })}
          onKeyDown={(event) => event.key === 'Escape' && onNarrow({ find: undefined })}
          placeholder="Find in this session"
          aria-label="Find in this session"
          autoComplete="off"
          spellCheck={false}
        />
        {find === '' ? (
          <kbd aria-hidden>/</kbd>
        ) : (
          <button type="button" onClick={() => onNarrow({ find: undefined })} aria-label="Clear search">
            <X size={12} aria-hidden />
          </button>
        )}
      </div>
      <span className={styles.shown} role="status">
        {shownCount < count && `${shownCount.toLocaleString('en')} of ${count.toLocaleString('en')}`}
      </span>
    </div>
  )
}
