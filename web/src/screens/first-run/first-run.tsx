import type { Connection } from '../../data/stream.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import styles from './first-run.module.css'

/** What a new house says: how to send the first event. It gives way to the live feed when one arrives. */
export function FirstRun({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  return (
    <Page title="Live" note={<ConnectionMark connection={connection} onRetry={onRetry} />}>
      <ScrollRegion label="How to send the first event">
        <div className={styles.column}>
          <h2 className={styles.title}>Send your first event</h2>
          <p className={styles.lead}>
            Nothing has been recorded in this project yet. Run one of these in the folder where Occur runs. The moment
            an event is stored, this page becomes the live feed.
          </p>
          <ol className={styles.ways}>
            <li>
              <h3>One event, with curl</h3>
              <CodeBlock code={curlOf(location.origin)} label="curl command" />
              <p>
                The first key is in <code>occur-data/admin-key</code>; make one for each sender with{' '}
                <code>npx occur keys create</code>.
              </p>
            </li>
            <li>
              <h3>A file of events: NDJSON, a JSON array, or CSV</h3>
              <CodeBlock code="npx occur import FILE" label="Import command" />
            </li>
            <li>
              <h3>Invented sessions, to look around</h3>
              <CodeBlock code="npx occur demo" label="Demo command" />
            </li>
          </ol>
          <p className={styles.more}>
            Every field and every answer: <a href="/docs">API reference</a>
          </p>
        </div>
      </ScrollRegion>
    </Page>
  )
}

/** The time is the shell's own, so that the event lands where one looks for it: now. */
function curlOf(origin: string): string {
  return `curl ${origin}/api/v1/events/ \\
  -H "Authorization: Bearer $(cat occur-data/admin-key)" \\
  -H "Content-Type: application/json" \\
  -d '{"timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'", "session_id": "first-session",
       "category": "conversation", "type": "user-message", "user_id": "+18042221111",
       "description": "Hello, Occur", "attributes": {"text": "Hello, Occur"}}'`
}
