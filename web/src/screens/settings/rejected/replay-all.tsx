import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { countOf, formatCount } from '../../../data/format.ts'
import { type ReplayedAll, replayAll } from '../../../data/rejected.ts'
import { Button } from '../../../parts/button.tsx'
import { FormFoot, FormProblem } from '../../../parts/form.tsx'
import { Modal } from '../../../parts/modal.tsx'
import styles from './rejected.module.css'

/** Sends everything that waits again, as it was: what one does after the server was taught to take it. */
export function ReplayAll({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const [sofar, setSofar] = useState<ReplayedAll>()
  const [state, setState] = useState<'asked' | 'running' | 'done'>('asked')
  const [problem, setProblem] = useState<string>()
  const left = useRef<AbortController>(undefined)
  useEffect(() => () => left.current?.abort(), [])

  const run = async () => {
    left.current = new AbortController()
    setState('running')
    try {
      setSofar(await replayAll(setSofar, left.current.signal))
    } catch (error) {
      if (!left.current.signal.aborted) setProblem((error as Error).message)
    }
    setState('done')
    await queries.invalidateQueries()
  }

  return (
    <Modal title="Replay all that wait" onClose={onClose}>
      {state === 'asked' && (
        <p>
          Each is sent again as it was. What still does not fit is refused again and stays here, so this helps when what
          the server takes has changed.
        </p>
      )}
      {state !== 'asked' && (
        <>
          <progress className={styles.progress} value={sofar?.done ?? 0} max={sofar?.of ?? 1} aria-label="Replayed" />
          <p role="status">{sofar ? told(sofar) : 'Looking what waits…'}</p>
        </>
      )}
      <FormProblem>{problem}</FormProblem>
      <FormFoot>
        <Button onClick={onClose}>{state === 'asked' ? 'Cancel' : state === 'running' ? 'Stop' : 'Close'}</Button>
        {state === 'asked' && (
          <Button look="primary" onClick={run}>
            Replay all
          </Button>
        )}
      </FormFoot>
    </Modal>
  )
}

function told({ done, of, stored, refused, cut }: ReplayedAll): string {
  const parts = [
    `${formatCount(done)} of ${countOf(of, 'event')} sent again`,
    `${formatCount(stored)} stored`,
    `${formatCount(refused)} refused again`,
  ]
  if (cut > 0) parts.push(`${formatCount(cut)} left, because not all of their text is kept`)
  return `${parts.join(', ')}.`
}
