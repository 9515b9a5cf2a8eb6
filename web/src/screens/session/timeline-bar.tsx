import { type View, views } from '../../data/timeline.ts'
import { SearchField } from '../../parts/search-field.tsx'
import { Segmented } from '../../parts/segmented.tsx'
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
  return (
    <div className={styles.tools}>
      <Segmented
        label="Show"
        value={view}
        options={views}
        onChange={(show) => onNarrow({ show: show === 'all' ? undefined : show })}
      />
      <SearchField
        label="Find in this session"
        text={find}
        onType={(text) => onNarrow({ find: text || undefined })}
        onClear={() => onNarrow({ find: undefined })}
      />
      <span className={styles.shown} role="status">
        {shownCount < count && `${shownCount.toLocaleString('en')} of ${count.toLocaleString('en')}`}
      </span>
    </div>
  )
}
