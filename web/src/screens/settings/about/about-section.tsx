import type { About } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery, type Counted, countQuery } from '../../../data/about.ts'
import { formatBytes, formatCount } from '../../../data/format.ts'
import { Failure, RowSkeleton } from '../../../parts/states.tsx'
import { Time } from '../../../parts/time.tsx'
import { Section } from '../section.tsx'
import settings from '../settings.module.css'
import styles from './about.module.css'

const figures: Record<Counted, string> = {
  events: 'Events',
  sessions: 'Sessions',
  users: 'People',
  conversations: 'Conversations',
  rejected: 'Rejected events',
}

/** Which Occur this is, and how much it holds. */
export function AboutSection() {
  const { data: about, error, refetch } = useQuery(aboutQuery)
  return (
    <Section title="About">
      <dl className={styles.figures}>
        {(Object.keys(figures) as Counted[]).map((what) => (
          <Figure key={what} what={what} />
        ))}
      </dl>
      {about ? (
        <>
          <Versions about={about} />
          <Disk disk={about.disk} />
        </>
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <RowSkeleton rows={6} />
      )}
    </Section>
  )
}

function Figure({ what }: { what: Counted }) {
  const { data, error } = useQuery(countQuery(what))
  return (
    <div>
      <dt>{figures[what]}</dt>
      <dd aria-busy={data === undefined && !error} title={error?.message}>
        {data === undefined ? <span className={styles.waiting}>{error ? 'unknown' : '…'}</span> : formatCount(data)}
      </dd>
    </div>
  )
}

const engines: Record<About['engine']['kind'], string> = {
  private: 'of its own, a child process',
  server: 'a server of yours',
}

function Versions({ about }: { about: About }) {
  return (
    <section aria-labelledby="versions" className={settings.block}>
      <h2 id="versions">Versions</h2>
      <dl className={settings.facts}>
        <div>
          <dt>Occur</dt>
          <dd>{about.version}</dd>
        </div>
        <div>
          <dt>Running since</dt>
          <dd>
            <Time at={about.started_at} as="datetime" />
          </dd>
        </div>
        <div>
          <dt>Engine</dt>
          <dd>
            ClickHouse {about.engine.version}, {engines[about.engine.kind]}
          </dd>
        </div>
        <div>
          <dt>Tables</dt>
          <dd>version {about.schema_version}</dd>
        </div>
      </dl>
    </section>
  )
}

function Disk({ disk }: { disk: About['disk'] }) {
  return (
    <section aria-labelledby="disk" className={settings.block}>
      <h2 id="disk">Disk</h2>
      {disk === null ? (
        <p>What all projects take of the disk is told to keys with the scope admin, where the engine tells it.</p>
      ) : (
        <>
          <DiskBar {...disk} />
          <p>
            <strong>{formatBytes(disk.used_bytes)}</strong> used by Occur, all projects together;{' '}
            <strong>{formatBytes(disk.free_bytes)}</strong> of {formatBytes(disk.total_bytes)} free.
          </p>
        </>
      )}
    </section>
  )
}

function DiskBar({ used_bytes, free_bytes, total_bytes }: NonNullable<About['disk']>) {
  const share = (bytes: number) => ({ flexGrow: bytes / total_bytes })
  return (
    <div className={styles.disk} aria-hidden>
      <i data-of="occur" style={share(used_bytes)} />
      <i data-of="others" style={share(Math.max(0, total_bytes - free_bytes - used_bytes))} />
      <i style={share(free_bytes)} />
    </div>
  )
}
