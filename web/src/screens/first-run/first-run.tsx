import { useState } from 'react'
import { useCreateKey, useMay } from '../../data/keys.ts'
import type { Connection } from '../../data/stream.ts'
import { Button } from '../../parts/button.tsx'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { type FirstEventWay, firstEvent, wayNames } from './first-event.ts'
import styles from './first-run.module.css'

/** What a new house says: how to send the first event. It gives way to the live feed when one arrives. */
export function FirstRun({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  const [key, setKey] = useState<string>()
  const [way, setWay] = useState<FirstEventWay>('curl')
  return (
    <Page title="Live" note={<ConnectionMark connection={connection} onRetry={onRetry} />}>
      <ScrollRegion label="How to send the first event">
        <div className={styles.column}>
          <h2 className={styles.title}>Send your first event</h2>
          <p className={styles.lead}>
            Nothing has been recorded in this project yet. The moment an event is stored, this page becomes the live
            feed.
          </p>
          <ol className={styles.steps}>
            <li>
              <h3>A key for the sender</h3>
              <KeyStep made={key} onMade={setKey} />
            </li>
            <li>
              <h3>An event</h3>
              <Segmented label="How to send it" value={way} onChange={setWay} options={wayNames} />
              <CodeBlock code={firstEvent(way, location.origin, key)} label={`${wayNames[way]} command`} />
            </li>
            <li>
              <h3>Or what is there already</h3>
              <p>
                A file of events (NDJSON, a JSON array, CSV, Parquet or Arrow), or invented sessions to look around:
              </p>
              <CodeBlock code="npx occur import FILE" label="Import command" />
              <CodeBlock code="npx occur demo" label="Demo command" />
            </li>
          </ol>
          <p className={styles.waiting} role="status">
            <i aria-hidden />
            Waiting for the first event
          </p>
          <p className={styles.more}>
            Every field and every answer: <a href="/docs">API reference</a>
          </p>
        </div>
      </ScrollRegion>
    </Page>
  )
}

/** Whoever may makes it here, at once; it may only send. */
function KeyStep({ made, onMade }: { made: string | undefined; onMade: (key: string) => void }) {
  const mayMake = useMay('admin')
  const { mutate, isPending, error } = useCreateKey()
  if (made !== undefined) {
    return (
      <>
        <p>It may only send, and stands in the command below. Copy it now: it is shown this once.</p>
        <CodeBlock code={made} label="The key" copyName="Copy key" />
      </>
    )
  }
  if (!mayMake) {
    return (
      <p>
        Yours may not make keys: ask whoever made it for one with the scope ingest, and set it as <code>OCCUR_KEY</code>
        .
      </p>
    )
  }
  return (
    <>
      <p>
        One for each sender, so that each can be revoked by itself. Or use the first key, in{' '}
        <code>occur-data/admin-key</code>.
      </p>
      <Button
        look="primary"
        disabled={isPending}
        onClick={() =>
          mutate({ name: 'first sender', scopes: ['ingest'] }, { onSuccess: ({ secret }) => onMade(secret) })
        }
      >
        Make a key for it
      </Button>
      {error && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
    </>
  )
}
