import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListFilter, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { hasFailed, headline, type KnownEvent, kindNames, kindOf, type ListedEvent } from '../data/events.ts'
import { printJson, type Value } from '../data/json.ts'
import { eventQuery } from '../data/queries.ts'
import { attributeTerm, type Term } from '../data/search.ts'
import { IconButton } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './event-detail.module.css'
import { JsonTree } from './json-tree.tsx'
import { KindMark } from './kind-mark.tsx'
import { ScrollRegion } from './scroll-region.tsx'
import { Segmented } from './segmented.tsx'
import { Failure } from './states.tsx'
import { Time } from './time.tsx'

interface EventDetailProps {
  eventId: string
  /** What is known of it already, shown until all of it is there. */
  known: ListedEvent | undefined
  onClose: () => void
  onFilter: (term: Term) => void
}

/** Everything about one event. */
export default function EventDetail({ eventId, known, onClose, onFilter }: EventDetailProps) {
  const { data, error, refetch } = useQuery(eventQuery(eventId))
  const event = data ?? known
  return (
    <article className={styles.detail} aria-label="Event">
      <header className={styles.head}>
        {event && <KindMark kind={kindOf(event)} failed={hasFailed(event)} size={16} />}
        <h2 className={styles.title}>
          <bdi>{event ? (event.type ?? kindNames[kindOf(event)]) : 'Event'}</bdi>
        </h2>
        {data && <CopyButton name="Copy as JSON" text={() => printJson(data as unknown as Value)} />}
        <IconButton name="Close" hint="Esc" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <ScrollRegion className={styles.body} label="Event fields">
        {error && !data && <Failure error={error} retry={refetch} />}
        {event && <Fields event={event} onFilter={onFilter} />}
        {event && <AttributesBlock event={event} onFilter={onFilter} />}
      </ScrollRegion>
    </article>
  )
}

function Fields({ event, onFilter }: { event: ListedEvent & Partial<KnownEvent>; onFilter: (term: Term) => void }) {
  const text = headline(event)
  return (
    <>
      {text !== '' && (
        <p className={styles.description}>
          <bdi>{text}</bdi>
        </p>
      )}
      <dl className={styles.fields}>
        <Field name="timestamp">
          <Time at={event.timestamp} as="datetime" /> <span className={styles.aside}>{event.timestamp}</span>
        </Field>
        <Text name="session_id" value={event.session_id} onFilter={onFilter}>
          {event.session_id !== null && (
            <Link className={styles.link} to="/sessions/$sessionId" params={{ sessionId: event.session_id }}>
              <bdi>{event.session_id}</bdi>
            </Link>
          )}
        </Text>
        <Text name="conversation_id" value={event.conversation_id} onFilter={onFilter} />
        <Text name="user_id" value={event.user_id} onFilter={onFilter} />
        <Text name="source" value={event.source} onFilter={onFilter} />
        <Text name="source_id" value={event.source_id} onFilter={onFilter} />
        <Text name="category" value={event.category} onFilter={onFilter} />
        <Text name="type" value={event.type} onFilter={onFilter} />
        <Field name="event_id">
          <bdi>{event.event_id}</bdi>
        </Field>
        {event.received_at && (
          <Field name="received_at">
            <Time at={event.received_at} as="datetime" /> <span className={styles.aside}>{event.received_at}</span>
          </Field>
        )}
      </dl>
    </>
  )
}

function Text({
  name,
  value,
  onFilter,
  children,
}: {
  name: string
  value: string | null
  onFilter: (term: Term) => void
  children?: ReactNode
}) {
  if (value === null) {
    return (
      <Field name={name}>
        <span className={styles.none}>null</span>
      </Field>
    )
  }
  return (
    <Field name={name}>
      {children || <bdi>{value}</bdi>}
      <button
        type="button"
        className={styles.filter}
        onClick={() => onFilter({ field: name, value })}
        title={`Only ${name} = ${value}`}
        aria-label={`Only this ${name}`}
      >
        <ListFilter size={13} aria-hidden />
      </button>
    </Field>
  )
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function AttributesBlock({ event, onFilter }: { event: ListedEvent; onFilter: (term: Term) => void }) {
  const [look, setLook] = useState<'tree' | 'json'>('tree')
  const { attributes } = event
  return (
    <section className={styles.attributes} aria-labelledby="attributes-title">
      <header className={styles.attributesHead}>
        <h3 id="attributes-title">attributes</h3>
        {attributes && (
          <>
            <Segmented
              label="Show attributes as"
              value={look}
              onChange={setLook}
              options={{ tree: 'Tree', json: 'JSON' }}
            />
            <CopyButton name="Copy attributes" text={() => printJson(attributes)} />
          </>
        )}
      </header>
      {attributes === null ? (
        <p className={styles.none}>null</p>
      ) : look === 'tree' ? (
        <JsonTree
          key={event.event_id}
          value={attributes}
          onFilter={(path, value) => onFilter(attributeTerm(path, value))}
        />
      ) : (
        <pre className={styles.json}>{printJson(attributes)}</pre>
      )}
    </section>
  )
}
