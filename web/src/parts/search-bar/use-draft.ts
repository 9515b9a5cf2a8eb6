import { type FieldSet, formatFilter, parseWritten } from '@occur/client/filter'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { rememberFilter } from '../../data/recent-filters.ts'

interface Selection {
  from: number
  to: number
}

/** The filter while it is being written, beside the one that was asked with. */
export function useDraft(
  q: string,
  of: string,
  fields: FieldSet,
  input: RefObject<HTMLInputElement | null>,
  onChange: (q: string | undefined) => void,
) {
  const [text, setText] = useState(q)
  const [selection, setSelection] = useState<Selection>({ from: 0, to: 0 })
  const wanted = useRef<Selection>(undefined)

  // Somebody else asked: a link, a value in a list, the way back. What only lacks its last space is left as it is.
  useEffect(() => setText((before) => (before.trim() === q ? before : q)), [q])
  useLayoutEffect(() => {
    const place = wanted.current
    wanted.current = undefined
    if (place) input.current?.setSelectionRange(place.from, place.to)
  })

  return {
    text,
    selection,
    isChanged: text.trim() !== q,
    look() {
      const { selectionStart, selectionEnd } = input.current ?? {}
      setSelection({ from: selectionStart ?? 0, to: selectionEnd ?? 0 })
    },
    /** Writes all of it, and puts the caret, or what is selected, there. */
    write(next: string, from = next.length, to = from) {
      setText(next)
      setSelection({ from, to })
      wanted.current = { from, to }
    },
    ask(next: string) {
      const asked = next.trim()
      if (asked === q) return
      if (asked !== '') rememberFilter(of, asked)
      onChange(asked || undefined)
    },
    /** Forgets what was not asked with, or what is only written in another way. */
    settle(isGivenUp: boolean) {
      if (isGivenUp || meaningOf(text, fields) === meaningOf(q, fields)) setText(q)
    },
  }
}

function meaningOf(text: string, fields: FieldSet): string {
  try {
    return formatFilter(parseWritten(text, fields))
  } catch {
    return text
  }
}
