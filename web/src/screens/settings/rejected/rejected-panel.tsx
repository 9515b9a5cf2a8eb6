import type { RejectedEvent } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { rejectedEventQuery } from '../../../data/rejected.ts'
import { IconButton } from '../../../parts/button.tsx'
import { CodeBlock } from '../../../parts/code-block.tsx'
import DetailPanel from '../../../parts/detail-panel.tsx'
import { ScrollRegion } from '../../../parts/scroll-region.tsx'
import { Failure, RowSkeleton } from '../../../parts/states.tsx'
import { Time } from '../../../parts/time.tsx'
import { Problems } from './problems.tsx'
import styles from './rejected.module.css'
import { ReplayForm } from './replay-form.tsx'

/** One rejected event: why, as it was sent, and the editor. */
export default function RejectedPanel({ rejectedId, onClose }: { rejectedId: string; onClose: () => void }) {
  const { data: event, error, refetch } = useQuery(rejectedEventQuery(rejectedId))
  return (
    <DetailPanel name="Rejected event" onClose={onClose}>
      <div className={styles.panel}>
        <header className={styles.panelHead}>
          <h2>Rejected event</h2>
          <IconButton name="Close" hint="Esc" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </header>
        {event ? (
          <Told key={rejectedId} event={event} />
        ) : error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <RowSkeleton rows={8} />
        )}
      </div>
    </DetailPanel>
  )
}

function Told({ event }: { event: RejectedEvent }) {
  const { received_at, problems, raw, raw_truncated, replayed_at } = event
  return (
    <ScrollRegion label="Why it was refused, and its text" className={styles.panelBody}>
      <p className={styles.when}>
        Received <Time at={received_at} as="datetime" />
        {replayed_at !== null && (
          <>
            , replayed <Time at={replayed_at} as="datetime" />
          </>
        )}
      </p>
      <section aria-labelledby="why">
        <h3 id="why">Why it was refused</h3>
        <Problems problems={problems} />
      </section>
      <section aria-labelledby="sent">
        <h3 id="sent">As it was sent</h3>
        <CodeBlock code={raw} label="The text as it was sent" copyName="Copy text" />
        {raw_truncated && <p className={styles.when}>Not all of it is kept, because it was too long or not text.</p>}
      </section>
      <ReplayForm event={event} />
    </ScrollRegion>
  )
}
