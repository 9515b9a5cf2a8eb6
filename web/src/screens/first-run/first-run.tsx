import { type ReactNode, useState } from 'react'
import { useMay } from '../../data/scopes.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { type FirstEventWay, firstEvent, type KeyPlace, wayNames } from './first-event.ts'
import styles from './first-run.module.css'
import { KeyStep } from './key-step.tsx'

interface FirstRunProps {
  /** Of the screen that comes when there are events. */
  title: string
  note?: ReactNode
  /** What this page becomes then. */
  becomes: string
}

/** What a new house says: how to send the first event. Whoever shows it looks whether one has come. */
export function FirstRun({ title, note, becomes }: FirstRunProps) {
  const [secret, setSecret] = useState<string>()
  const [way, setWay] = useState<FirstEventWay>('curl')
  const mayMake = useMay('admin')
  const key: KeyPlace = secret !== undefined ? { secret } : mayMake ? 'data folder' : 'environment'
  return (
    <Page title={title} note={note}>
      <ScrollRegion label="How to send the first event">
        <div className={styles.column}>
          <h2 className={styles.title}>Send your first event</h2>
          <p className={styles.lead}>
            Nothing has been recorded in this project yet. The moment an event is stored, this page becomes {becomes}.
          </p>
          <p className={styles.waiting} role="status">
            <i aria-hidden />
            Waiting for the first event
          </p>
          <ol className={styles.steps}>
            <li>
              <h3>A key for the sender</h3>
              <KeyStep made={secret} onMade={setSecret} />
            </li>
            <li>
              <h3>An event</h3>
              <Segmented label="How to send it" value={way} onChange={setWay} options={wayNames} />
              <CodeBlock code={firstEvent(way, location.origin, key)} label={`${wayNames[way]} command`} />
            </li>
          </ol>
          <h3 className={styles.or}>Or begin with more than one</h3>
          <div className={styles.ways}>
            <section aria-labelledby="invented">
              <h4 id="invented">Invented sessions</h4>
              <p>Calls and chats as they could be, live, to look around. Ctrl-C ends them.</p>
              <CodeBlock code="npx occur demo" label="Demo command" />
            </section>
            <section aria-labelledby="file">
              <h4 id="file">A file of yours</h4>
              <p>Events as NDJSON, a JSON array, CSV, Parquet or Arrow.</p>
              <CodeBlock code="npx occur import FILE" label="Import command" />
            </section>
          </div>
          <p className={styles.more}>
            Both run in the folder of Occur, beside <code>occur-data</code>. Every field and every answer stands in the{' '}
            <a href="/docs">API reference</a>.
          </p>
        </div>
      </ScrollRegion>
    </Page>
  )
}
