import { useEffect, useRef } from 'react'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** As this keyboard has it. */
export const commandKey = isMac ? '⌘K' : 'Ctrl K'

/** Ctrl+K, or Cmd+K on a Mac; also while one is writing. */
export function useCommandKey(open: () => void): void {
  const current = useRef(open)
  current.current = open
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return
      if (isMac ? !event.metaKey : !event.ctrlKey) return
      event.preventDefault()
      current.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
