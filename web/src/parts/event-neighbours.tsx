import type { Neighbourhood } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { hasFailed, headline, kindOf, type ListedEvent } from '../data/events.ts'
import { neighboursQuery } from '../data/neighbours.ts'
import { formatDuration, msOf } from '../data/time.ts'
import detail from './event-detail.module.css'
import styles from './event-neighbours.module.css'
import { KindMark } from './kind-mark.tsx'
import { Segmented } from './segmented.tsx'

const names = { session: 'Session', conversation: 'Conversation', user: 'User', project: 'All' } as const

/** What happened just before and after an event: in its session, around its user, anywhere. */
export function EventNeighbours({ event }: { event: ListedEvent }) {
  const options = Object.fromEntries(
    Object.entries(names).filter(([within]) => isNamed(event, within as Neighbourhood)),
  )
  const [chosen, setChosen] = useState<Neighbourhood>()
  const within = chosen ?? (Object.keys(options)[0] as Neighbourhood)
  const { data, error } = useQuery(neighboursQuery(event.event_id, within))
  const around = data ? [...data.before, data.event, ...data.after] : []
  return (
    <section className={detail.part} aria-labelledby="neighbours-title">
      <header className={detail.partHead}>
        <h3 id="neighbours-title">around it</h3>
        <Segmented
          label="Neighbours within"
          value={within}
          onChange={setChosen}
          options={options as Record<Neighbourhood, string>}
        />
      </header>
      {error && !data ? (
        <p className={detail.none}>{error.message}</p>
      ) : (
        <ol className={styles.list} aria-busy={!data}>
          {around.map((one) => (
            <li key={one.event_id}>
              <Neighbour event={one} from={event} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Neighbour({ event, from }: { event: ListedEvent; from: ListedEvent }) {
  const isIt = event.event_id === from.event_id
  const ms = msOf(event.timestamp) - msOf(from.timestamp)
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, event: event.event_id })}
      replace
      preload={false}
      className={styles.neighbour}
      data-here={isIt || undefined}
      aria-current={isIt ? 'true' : undefined}
      title={event.timestamp}
    >
      <span className={styles.offset}>{isIt ? 'this' : `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`}</span>
      <KindMark kind={kindOf(event)} failed={hasFailed(event)} />
      <bdi>{headline(event) || 'No description'}</bdi>
    </Link>
  )
}

function isNamed(event: ListedEvent, within: Neighbourhood): boolean {
  return within === 'project' || event[`${within}_id`] !== null
}
