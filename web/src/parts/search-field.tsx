import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import styles from './search-field.module.css'
import { useShortcuts } from './use-shortcuts.ts'

interface SearchFieldProps {
  label: string
  text: string
  onType: (text: string) => void
  onClear: () => void
  onEnter?: () => void
}

/** Words to look for. The key `/` leads here; Escape clears. */
export function SearchField({ label, text, onType, onClear, onEnter }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcuts('everywhere', { '/': () => input.current?.focus() })
  return (
    <div className={styles.field}>
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="search"
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.()
          if (event.key === 'Escape' && text !== '') onClear()
        }}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
      />
      {text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <button type="button" onClick={onClear} aria-label="Clear search">
          <X size={12} aria-hidden />
        </button>
      )}
    </div>
  )
}
