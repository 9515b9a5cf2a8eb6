import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight, X } from 'lucide-react'
import { hasFailed, headline, type KnownEvent, kindNames, kindOf, type ListedEvent, saysMore } from '../data/events.ts'
import { eventQuery } from '../data/queries.ts'
import { buttonClass, IconButton } from './button.tsx'
import { EventAttributes } from './event-attributes.tsx'
import { EventCopyMenu } from './event-copy-menu.tsx'
import styles from './event-detail.module.css'
import { EventFields } from './event-fields.tsx'
import { EventNeighbours } from './event-neighbours.tsx'
import type { ValueActionsOf } from './event-value-actions.tsx'
import { KindMark } from './kind-mark.tsx'
import { ScrollRegion } from './scroll-region.tsx'
import { Failure } from './states.tsx'

interface EventDetailProps extends ValueActionsOf {
  eventId: string
  /** What is known of it already, shown until all of it is there. */
  known: ListedEvent | undefined
  onClose: () => void
}

/** Everything about one event, and what happened around it. */
export default function EventDetail({ eventId, known, onClose, ...actions }: EventDetailProps) {
  const { data, error, refetch } = useQuery(eventQuery(eventId))
  const event: (ListedEvent & Partial<KnownEvent>) | undefined = data ?? known
  const text = event && saysMore(event) ? headline(event) : ''
  return (
    <article className={styles.detail} aria-label="Event">
      <header className={styles.head}>
        {event && <KindMark kind={kindOf(event)} failed={hasFailed(event)} size={16} />}
        <h2 className={styles.title}>
          <bdi>{event ? (event.type ?? kindNames[kindOf(event)]) : 'Event'}</bdi>
        </h2>
        {event?.session_id && <SessionLink sessionId={event.session_id} eventId={eventId} />}
        {data && <EventCopyMenu event={data} />}
        <IconButton name="Close" hint="Esc" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <ScrollRegion className={styles.body} label="Event fields">
        {error && !data && <Failure error={error} retry={refetch} />}
        {text !== '' && (
          <p className={styles.description}>
            <bdi>{text}</bdi>
          </p>
        )}
        {event && <EventFields event={event} {...actions} />}
        {event && <EventAttributes event={event} {...actions} />}
        {event && <EventNeighbours event={event} />}
      </ScrollRegion>
    </article>
  )
}

function SessionLink({ sessionId, eventId }: { sessionId: string; eventId: string }) {
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId }}
      search={{ event: eventId }}
      preload={false}
      className={buttonClass('quiet')}
      title={`Session ${sessionId}, at this moment`}
    >
      Session
      <ArrowUpRight size={14} aria-hidden />
    </Link>
  )
}
