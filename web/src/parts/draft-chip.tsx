import { Autocomplete } from '@base-ui/react/autocomplete'
import { type KeyboardEvent, useRef, useState } from 'react'
import styles from './filter-bar.module.css'
import menu from './menu.module.css'

/** A filter that still lacks its value. Enter takes it, Escape leaves it. */
export default function DraftChip({
  field,
  suggestions,
  onDone,
}: {
  field: string
  suggestions: readonly string[]
  /** What it came to, and whether the person is still at the keyboard here. */
  onDone: (value: string | undefined, isTyping: boolean) => void
}) {
  const [value, setValue] = useState('')
  const isDone = useRef(false)
  const isHighlighted = useRef(false)
  const finish = (result: string | undefined, isTyping = true) => {
    if (isDone.current) return
    isDone.current = true
    onDone(result, isTyping)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') finish(undefined)
    if (event.key === 'Enter' && !isHighlighted.current) finish(value)
  }
  return (
    <Autocomplete.Root
      items={suggestions}
      value={value}
      openOnInputClick
      onItemHighlighted={(item) => {
        isHighlighted.current = item !== undefined
      }}
      onValueChange={(next, { reason }) => {
        setValue(next)
        if (reason === 'item-press') finish(next)
      }}
    >
      <span className={styles.chip}>
        <span className={styles.chipName}>{field}</span>
        <span className={styles.chipEquals}>{field === 'description' ? 'has' : 'is'}</span>
        <Autocomplete.Input
          className={styles.draft}
          aria-label={`Value of ${field}`}
          placeholder={field === 'attributes' ? 'path=value' : 'value'}
          // The person just chose the field; its value is what comes next.
          autoFocus
          spellCheck={false}
          onKeyDown={onKeyDown}
          onBlur={() => finish(value === '' ? undefined : value, false)}
        />
      </span>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={8} align="start" className={menu.positioner}>
          <Autocomplete.Popup className={menu.popup} data-empty-hidden={suggestions.length === 0 || undefined}>
            <Autocomplete.Empty className={styles.noSuggestion}>Enter takes what you typed</Autocomplete.Empty>
            <Autocomplete.List>
              {(item: string) => (
                <Autocomplete.Item key={item} value={item} className={menu.item}>
                  <span className="mono">
                    <bdi>{item}</bdi>
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
