import { FilterError, parseWritten } from '@occur/client/filter'
import { useEffect, useId, useState } from 'react'
import styles from './fields.module.css'

/** A filter among other fields, taken by Enter or when one goes on; a mistake is said below it. */
export function FilterInput({
  label,
  value,
  onChange,
  placeholder = 'type:lookup attributes.ok:false',
  isNew = false,
}: {
  label: string
  value: string
  onChange: (q: string) => void
  placeholder?: string
  isNew?: boolean
}) {
  const [text, setText] = useState(value)
  const [problem, setProblem] = useState<string>()
  const id = useId()
  useEffect(() => setText(value), [value])
  const take = () => {
    const q = text.trim()
    const found = problemOf(q)
    setProblem(found)
    if (found === undefined && q !== value) onChange(q)
  }
  return (
    <div className={styles.field}>
      <input
        className={styles.input}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        value={text}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for it
        autoFocus={isNew}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(undefined)
        }}
        onKeyDown={(event) => event.key === 'Enter' && take()}
        onBlur={take}
      />
      {problem !== undefined && (
        <p id={id} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function problemOf(q: string): string | undefined {
  try {
    parseWritten(q)
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return `${error.message} (character ${error.span.from + 1})`
    throw error
  }
}
