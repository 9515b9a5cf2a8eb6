import { Hourglass } from 'lucide-react'
import { waitDetail, waitText } from '../../data/moments.ts'
import type { Wait } from '../../data/waits.ts'
import styles from './conversation-row.module.css'

/** Says in its place that nothing happened, for how long, and what it was spent on. */
export function WaitNote({ wait }: { wait: Wait }) {
  const detail = waitDetail(wait)
  return (
    <div className={styles.wait} data-for={wait.for}>
      <Hourglass size={12} aria-hidden />
      <b>{waitText(wait)}</b>
      {detail && (
        <span>
          <bdi>{detail}</bdi>
        </span>
      )}
    </div>
  )
}
