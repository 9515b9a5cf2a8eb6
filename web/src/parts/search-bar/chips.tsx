import { X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import styles from './chips.module.css'
import type { Condition } from './conditions.ts'

interface ChipsProps {
  conditions: readonly Condition[]
  onEdit: (index: number) => void
  onOpposite: (index: number) => void
  onRemove: (index: number) => void
}

/** The conditions of a filter side by side. One tab stop: arrows go from chip to chip, Delete removes, `-` turns round. */
export function Chips({ conditions, onEdit, onOpposite, onRemove }: ChipsProps) {
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const here = Math.min(at, conditions.length - 1)
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(conditions.length - 1, index))
    setAt(next)
    list.current?.querySelectorAll<HTMLElement>('[data-chip]')[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { key } = event
    if (key === 'ArrowLeft') goTo(index - 1)
    else if (key === 'ArrowRight') goTo(index + 1)
    else if (key === 'Home') goTo(0)
    else if (key === 'End') goTo(conditions.length - 1)
    else if (key === 'Delete' || key === 'Backspace') onRemove(index)
    else if (key === '-') onOpposite(index)
    else return
    event.preventDefault()
  }
  return (
    <ul ref={list} className={styles.chips} aria-label="Conditions">
      {conditions.map(({ text, name, verb, value, isNegated }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand there twice
        <li key={`${text} ${index}`} className={styles.chip} data-negated={isNegated || undefined} title={text}>
          <button
            type="button"
            className={styles.label}
            data-chip
            tabIndex={index === here ? 0 : -1}
            aria-keyshortcuts="Delete -"
            onFocus={() => setAt(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onClick={() => onEdit(index)}
          >
            <span className="sr-only">Edit</span>
            {name !== '' && <span className={styles.name}>{name}</span>}
            {verb !== '' && <span className={styles.verb}>{verb}</span>}
            <span className={styles.value}>
              <bdi>{value}</bdi>
            </span>
          </button>
          <button
            type="button"
            className={styles.act}
            tabIndex={-1}
            onClick={() => onOpposite(index)}
            aria-label={`Turn round ${text}`}
            title={isNegated ? 'Ask for it' : 'Ask for the opposite'}
          >
            <span aria-hidden>{isNegated ? '=' : '≠'}</span>
          </button>
          <button
            type="button"
            className={styles.act}
            tabIndex={-1}
            onClick={() => onRemove(index)}
            aria-label={`Remove ${text}`}
            title="Remove"
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
