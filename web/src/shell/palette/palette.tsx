import { type RefObject, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { lazyPart } from '../../parts/lazy-part.ts'

export const loadPalette = () => import('./command-palette.tsx')
const CommandPalette = lazyPart(loadPalette)

interface PaletteProps {
  onClose: () => void
  onHelp: () => void
}

/** The palette, whose script may have to come first. Whoever asked for it types on at once: that arrives in it too. */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const [isEntered, setEntered] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEarlyKeys(field, setTyped, setEntered, onClose)
  const input = { field, typed, isEntered, onType: setTyped }
  return (
    <Suspense>
      <CommandPalette {...input} onClose={onClose} onHelp={onHelp} />
    </Suspense>
  )
}

/** Takes keys from whatever has the focus, as long as that is not the field that they are meant for. */
function useEarlyKeys(
  field: RefObject<HTMLInputElement | null>,
  onType: (change: (before: string) => string) => void,
  onEntered: (isEntered: true) => void,
  onClose: () => void,
): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target === field.current || event.isComposing) return
      if (isText(event)) onType((before) => before + event.key)
      else if (event.key === 'Backspace') onType((before) => before.slice(0, -1))
      else if (event.key === 'Enter') onEntered(true)
      else if (event.key === 'Escape' && !field.current) onClose()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    // At the window, before anything else that listens.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [field, onType, onEntered, onClose])
}

/** AltGr, with which some keyboards write @ and |, looks like Ctrl and Alt. */
function isText(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey
  return event.key.length === 1 && (!isCommand || event.getModifierState('AltGraph'))
}
