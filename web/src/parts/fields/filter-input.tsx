import { useEffect, useRef } from 'react'
import { SearchBar } from '../search-bar/search-bar.tsx'

/** A filter for events among other fields; Enter takes it. */
export function FilterInput({
  label,
  value,
  onChange,
  placeholder = 'type:lookup',
  isNew = false,
}: {
  label: string
  value: string
  onChange: (q: string) => void
  placeholder?: string
  /** It was just asked for: typing goes on in it. */
  isNew?: boolean
}) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew) place.current?.querySelector('input')?.focus()
  }, [isNew])
  return (
    <div ref={place}>
      <SearchBar
        of="event"
        label={label}
        q={value || undefined}
        onChange={(q) => onChange(q ?? '')}
        placeholder={placeholder}
      />
    </div>
  )
}
