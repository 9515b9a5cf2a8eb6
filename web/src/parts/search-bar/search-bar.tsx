import { FilterError, fieldSetOf, parseWritten } from '@occur/client/filter'
import { Search as Glass, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useShortcuts } from '../use-shortcuts.ts'
import styles from './search-bar.module.css'

export interface SearchBarProps {
  /** A filter of the language. */
  q: string | undefined
  onChange: (q: string | undefined) => void
  /** What is looked for, and so what can be asked about. */
  of: 'event' | 'session' | 'conversation' | 'user'
  placeholder?: string
}

/** The filter as text. Enter asks; a mistake is said at its place. */
export function SearchBar({ q = '', onChange, of, placeholder }: SearchBarProps) {
  const [text, setText] = useState(q)
  const [isAsked, setAsked] = useState(true)
  const input = useRef<HTMLInputElement>(null)
  const problemId = useId()
  useEffect(() => setText(q), [q])
  useShortcuts({ '/': () => input.current?.focus() })
  const problem = isAsked ? problemOf(text, of) : undefined
  const ask = (next: string) => {
    setAsked(true)
    if (!problemOf(next, of) && next.trim() !== q) onChange(next.trim() || undefined)
  }
  const put = (next: string) => {
    setText(next)
    ask(next)
  }
  return (
    <div className={styles.place}>
      <div className={styles.bar}>
        <Glass size={14} aria-hidden />
        <input
          ref={input}
          className={styles.input}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAsked(false)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') ask(text)
          }}
          onBlur={() => ask(text)}
          placeholder={placeholder ?? 'Filter'}
          aria-label="Filter"
          aria-invalid={problem !== undefined}
          aria-describedby={problem && problemId}
          autoComplete="off"
          spellCheck={false}
        />
        {text !== '' && (
          <button type="button" className={styles.clear} onClick={() => put('')} aria-label="Clear filter">
            <X size={12} aria-hidden />
          </button>
        )}
      </div>
      {problem && (
        <p className={styles.problem} id={problemId} role="alert">
          {problem.message}
          {problem.suggestion !== undefined && (
            <button
              type="button"
              onClick={() => put(text.slice(0, problem.span.from) + problem.suggestion + text.slice(problem.span.to))}
            >
              Write {problem.suggestion}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

function problemOf(text: string, of: SearchBarProps['of']): FilterError | undefined {
  try {
    parseWritten(text, fieldSetOf[`${of}s`])
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}
