import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from '../data/single-keys.ts'

/** Single keys, while the screen is shown and nobody is writing. Names are those of `KeyboardEvent.key`. */
export function useShortcuts(shortcuts: Record<string, ((event: KeyboardEvent) => void) | undefined>): void {
  const current = useRef(shortcuts)
  current.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const shortcut = current.current[event.key]
      if (!shortcut || (event.key.length === 1 && !areSingleKeysOn())) return
      event.preventDefault()
      shortcut(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** True where keys make text, or belong to something that is open over the page. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  // An open menu or dialog has keys of its own.
  return (
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="listbox"]') !==
    null
  )
}
