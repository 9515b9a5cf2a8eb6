import { useEffect, useRef } from 'react'
import type { ShortcutKey, ShortcutPlace } from '../data/shortcuts.ts'
import { areSingleKeysOn } from '../data/single-keys.ts'

type Shortcuts<Place extends ShortcutPlace> = { [Key in ShortcutKey<Place>]?: (() => void) | undefined }

/** Single keys of a place, while it is shown and nobody is writing: those that the help sheet names, and no others. */
export function useShortcuts<Place extends ShortcutPlace>(_: Place, shortcuts: Shortcuts<Place>): void {
  const current = useRef<Record<string, (() => void) | undefined>>(shortcuts)
  current.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const shortcut = current.current[event.key]
      if (!shortcut || (event.key.length === 1 && !areSingleKeysOn())) return
      event.preventDefault()
      shortcut()
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
