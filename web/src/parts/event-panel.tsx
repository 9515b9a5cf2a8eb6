import { lazy, Suspense } from 'react'
import type { ListedEvent } from '../data/events.ts'
import type { Filter } from '../data/filters.ts'

// Loaded when the first event is opened.
const DetailPanel = lazy(() => import('./detail-panel.tsx'))
const EventDetail = lazy(() => import('./event-detail.tsx'))

interface EventPanelProps {
  eventId: string | undefined
  /** The events on the screen, of which the open one may be one. */
  events: readonly ListedEvent[]
  onClose: () => void
  onFilter: (filter: Filter) => void
}

/** The open event beside its list, if one is open. */
export function EventPanel({ eventId, events, onClose, onFilter }: EventPanelProps) {
  if (eventId === undefined) return null
  const known = events.find(({ event_id }) => event_id === eventId)
  return (
    <Suspense>
      <DetailPanel name="Event" onClose={onClose}>
        <EventDetail key={eventId} eventId={eventId} known={known} onClose={onClose} onFilter={onFilter} />
      </DetailPanel>
    </Suspense>
  )
}
