import type { IngestReport, RejectedEvent } from '@occur/client/protocol'
import { useState } from 'react'
import { editable, jsonProblem, useReplay } from '../../../data/rejected.ts'
import { useMay } from '../../../data/scopes.ts'
import { Button } from '../../../parts/button.tsx'
import { inputClass } from '../../../parts/field.tsx'
import { Problems } from './problems.tsx'
import styles from './rejected.module.css'

/** The text in an editor; replayed as it was while nothing is changed, else as it was corrected. */
export function ReplayForm({ event }: { event: RejectedEvent }) {
  const before = editable(event.raw)
  const [text, setText] = useState(before)
  const mayReplay = useMay('ingest')
  const { mutate, isPending, data: report, error, reset } = useReplay(event.rejected_id)
  const isChanged = text !== before
  const problem = isChanged ? jsonProblem(text) : undefined
  const isStored = report !== undefined && report.rejected === 0

  if (event.replayed_at !== null && !isStored) {
    return <p className={styles.when}>It was replayed, and is stored: there is nothing left to do.</p>
  }
  if (!mayReplay) {
    return <p className={styles.when}>To send it again takes a key that may send events; yours may not.</p>
  }
  return (
    <section aria-labelledby="correct" className={styles.correct}>
      <h3 id="correct">Correct it, and send it again</h3>
      {isStored ? (
        <Stored report={report} />
      ) : (
        <>
          <textarea
            className={inputClass}
            aria-labelledby="correct"
            aria-invalid={problem !== undefined}
            aria-describedby="replay-problem"
            spellCheck={false}
            rows={Math.min(24, Math.max(8, text.split('\n').length + 1))}
            value={text}
            onChange={({ target }) => {
              setText(target.value)
              reset()
            }}
          />
          <div id="replay-problem" className={styles.outcome} role="alert">
            {problem ?? error?.message}
            {report && <Refused report={report} />}
          </div>
          <div className={styles.buttons}>
            {isChanged && (
              <Button look="quiet" onClick={() => setText(before)}>
                Undo changes
              </Button>
            )}
            <Button
              look="primary"
              disabled={isPending || problem !== undefined || (event.raw_truncated && !isChanged)}
              onClick={() => mutate(isChanged ? text : undefined)}
            >
              {isPending ? 'Sending…' : isChanged ? 'Replay as corrected' : 'Replay as it was'}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Refused({ report }: { report: IngestReport }) {
  const outcome = report.outcomes.find(({ status }) => status === 'rejected')
  return (
    <>
      <p>It was refused again:</p>
      <Problems problems={outcome?.status === 'rejected' ? outcome.problems : []} />
    </>
  )
}

function Stored({ report }: { report: IngestReport }) {
  const outcome = report.outcomes[0]
  const id = outcome && outcome.status !== 'rejected' ? outcome.event_id : undefined
  return (
    <p className={styles.stored} role="status">
      {report.duplicate > 0 ? 'It was stored before. ' : 'It is stored. '}
      {id !== undefined && <a href={`/explore?event=${encodeURIComponent(id)}`}>Open the event</a>}
    </p>
  )
}
