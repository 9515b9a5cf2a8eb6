import type { ReactNode } from 'react'
import type { Search } from '../../data/search.ts'
import { TimeRange } from '../time-range.tsx'
import { SearchBar, type SearchBarProps } from './search-bar.tsx'
import styles from './search-line.module.css'

interface SearchLineProps extends Pick<SearchBarProps, 'of' | 'placeholder'> {
  search: Search
  /** Replaces what it names and leaves the rest. */
  onChange: (change: Partial<Search>) => void
  hasRange?: boolean
  children?: ReactNode
}

/** What a screen is narrowed to: its filter, its range of time, and what else belongs beside them. */
export function SearchLine({ search, onChange, hasRange = true, children, ...bar }: SearchLineProps) {
  return (
    <search className={styles.line}>
      <SearchBar q={search.q} onChange={(q) => onChange({ q })} {...bar} />
      {hasRange && <TimeRange search={search} onChange={onChange} />}
      {children}
    </search>
  )
}
