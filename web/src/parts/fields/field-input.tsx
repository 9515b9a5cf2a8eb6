import { Autocomplete } from '@base-ui/react/autocomplete'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fieldNamesQuery } from '../../data/field-names.ts'
import { inputClass } from '../field.tsx'
import menu from '../menu.module.css'
import styles from './fields.module.css'

/** A field of events, or an attribute by its path; what there is, is offered. It is taken by Enter, or when one goes on. */
export function FieldInput({
  label,
  value,
  onChange,
  only,
  placeholder = 'field or attribute',
  isNew = false,
}: {
  label: string
  value: string
  onChange: (field: string) => void
  /** Only attributes that hold numbers. */
  only?: 'numbers'
  placeholder?: string
  /** It was just asked for: typing goes on in it. */
  isNew?: boolean
}) {
  const [text, setText] = useState(value)
  const { data: names } = useQuery(fieldNamesQuery)
  const isHighlighted = useRef(false)
  useEffect(() => setText(value), [value])
  const take = (next: string) => {
    const field = next.trim()
    setText(field)
    if (field !== value) onChange(field)
  }
  return (
    <Autocomplete.Root
      items={(only === 'numbers' ? names?.numbers : names?.all) ?? []}
      value={text}
      openOnInputClick
      onItemHighlighted={(item) => {
        isHighlighted.current = item !== undefined
      }}
      onValueChange={(next, { reason }) => {
        setText(next)
        if (reason === 'item-press') take(next)
      }}
    >
      <Autocomplete.Input
        className={`${inputClass} mono`}
        aria-label={label}
        placeholder={placeholder}
        autoFocus={isNew}
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isHighlighted.current) take(text)
        }}
        onBlur={() => take(text)}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} align="start" className={menu.positioner}>
          <Autocomplete.Popup className={menu.popup} data-empty-hidden>
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
