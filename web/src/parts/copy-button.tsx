import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { IconButton } from './button.tsx'

/** Puts a text on the clipboard and says so. */
export function CopyButton({
  text,
  name = 'Copy',
  icon = <Copy size={14} aria-hidden />,
}: {
  text: string | (() => string)
  name?: string
  icon?: ReactNode
}) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  useEffect(() => {
    if (outcome === undefined) return
    const timer = setTimeout(() => setOutcome(undefined), 1600)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }
  const says = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'The browser did not allow it' : name
  return (
    <>
      <IconButton name={says} onClick={copy}>
        {outcome === 'copied' ? <Check size={14} aria-hidden /> : icon}
      </IconButton>
      <span className="sr-only" role="status">
        {outcome && says}
      </span>
    </>
  )
}
