import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface EventLinkProps {
  eventId: string
  /** Is open: the next one that is opened takes its place, also in the history. */
  isOpen: boolean
  className?: string | undefined
  onFocus?: () => void
  children: ReactNode
}

/** Opens an event beside its list, by a press anywhere in its row. */
export function EventLink({ eventId, isOpen, className, onFocus, children }: EventLinkProps) {
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, event: eventId })}
      replace={isOpen}
      preload={false}
      activeOptions={{ exact: true, includeSearch: true }}
      className={className}
      data-row-link
      aria-current={isOpen ? 'true' : undefined}
      onFocus={onFocus}
    >
      {children}
    </Link>
  )
}
