import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { KnownEvent, ListedEvent } from '../data/events.ts'
import styles from './event-detail.module.css'
import { ValueActions, type ValueActionsOf } from './event-value-actions.tsx'
import { Time } from './time.tsx'

const fields = ['conversation_id', 'user_id', 'source', 'source_id', 'category', 'type'] as const

/** The fields of an event but its attributes, and what the server knows of it. */
export function EventFields({ event, ...actions }: { event: ListedEvent & Partial<KnownEvent> } & ValueActionsOf) {
  const { session_id, event_id, received_at, timestamp } = event
  return (
    <dl className={styles.fields}>
      <Field name="timestamp" value={timestamp} {...actions}>
        <Time at={timestamp} as="datetime" /> <span className={styles.aside}>{timestamp}</span>
      </Field>
      <Field name="session_id" value={session_id} canFilter {...actions}>
        {session_id !== null && (
          <Link
            className={styles.link}
            to="/sessions/$sessionId"
            params={{ sessionId: session_id }}
            search={{ event: event_id }}
            preload={false}
          >
            <bdi>{session_id}</bdi>
          </Link>
        )}
      </Field>
      {fields.map((name) => (
        <Field key={name} name={name} value={event[name]} canFilter {...actions} />
      ))}
      <Field name="event_id" value={event_id} {...actions} />
      {received_at && (
        <Field name="received_at" value={received_at} {...actions}>
          <Time at={received_at} as="datetime" /> <span className={styles.aside}>{received_at}</span>
        </Field>
      )}
    </dl>
  )
}

function Field({
  name,
  value,
  canFilter = false,
  children,
  ...actions
}: { name: string; value: string | null; canFilter?: boolean; children?: ReactNode } & ValueActionsOf) {
  return (
    <div className={styles.field}>
      <dt>{name}</dt>
      <dd data-value-line>
        {value === null ? <span className={styles.none}>null</span> : children || <bdi>{value}</bdi>}
        <ValueActions
          field={name}
          text={value ?? ''}
          term={canFilter ? { field: name, value } : undefined}
          {...actions}
        />
      </dd>
    </div>
  )
}
