import { Suspense, useEffect } from 'react'
import type { ListedEvent } from '../data/events.ts'
import type { Term } from '../data/search.ts'
import { lazyPart } from './lazy-part.ts'

// Not needed for the first screen, but soon after: loaded once there are events to open.
const loadPanel = () => import('./detail-panel.tsx')
const loadDetail = () => import('./event-detail.tsx')
const DetailPanel = lazyPart(loadPanel)
const EventDetail = lazyPart(loadDetail)
const idleMs = 300

interface EventPanelProps {
  eventId: string | undefined
  /** The events on the screen, of which the open one may be one. */
  events: readonly ListedEvent[]
  onClose: () => void
  onFilter: (term: Term, negated?: boolean) => void
  /** Shows a field or a path as a column, where there are such. */
  onColumn?: (field: string) => void
}

/** The open event beside its list, if one is open. */
export function EventPanel({ eventId, events, onClose, onFilter, onColumn }: EventPanelProps) {
  const hasEvents = events.length > 0
  useEffect(() => {
    if (!hasEvents) return
    const timer = setTimeout(() => void Promise.all([loadPanel(), loadDetail()]), idleMs)
    return () => clearTimeout(timer)
  }, [hasEvents])
  if (eventId === undefined) return null
  const known = events.find(({ event_id }) => event_id === eventId)
  return (
    <Suspense>
      <DetailPanel name="Event" onClose={onClose}>
        <EventDetail key={eventId} {...{ eventId, known, onClose, onFilter, onColumn }} />
      </DetailPanel>
    </Suspense>
  )
}
