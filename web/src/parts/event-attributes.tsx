import { useState } from 'react'
import type { ListedEvent } from '../data/events.ts'
import { printJson, type Value } from '../data/json.ts'
import { attributeField, attributeTerm } from '../data/search.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './event-detail.module.css'
import { ValueActions, type ValueActionsOf } from './event-value-actions.tsx'
import { JsonTree } from './json-tree.tsx'
import { Segmented } from './segmented.tsx'

/** The attributes of an event, to open and to filter by, or as the JSON that they are. */
export function EventAttributes({ event, ...actions }: { event: ListedEvent } & ValueActionsOf) {
  const [look, setLook] = useState<'tree' | 'json'>('tree')
  const { attributes } = event
  return (
    <section className={styles.part} aria-labelledby="attributes-title">
      <header className={styles.partHead}>
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
          actionsOf={(path, value) =>
            path.length > 0 && (
              <ValueActions
                field={attributeField(path)}
                term={attributeTerm(path, value)}
                text={copied(value)}
                {...actions}
              />
            )
          }
        />
      ) : (
        <pre className={styles.json}>{printJson(attributes)}</pre>
      )}
    </section>
  )
}

function copied(value: Value): string {
  return typeof value === 'string' ? value : printJson(value)
}
