import type { ToolUse } from '../../../data/session-summary.ts'
import { formatDuration } from '../../../data/time.ts'
import { Tally } from '../../../parts/tally.tsx'
import styles from './beside.module.css'

/** What each tool did in the session, those that took longest first. */
export function Tools({ uses, onGoTo }: { uses: readonly ToolUse[]; onGoTo: (eventId: string) => void }) {
  if (uses.length === 0) return <p className={styles.none}>No tool was called.</p>
  return (
    <table className={styles.tools}>
      <thead>
        <tr>
          <th scope="col">Tool</th>
          <th scope="col">Calls</th>
          <th scope="col">Failed</th>
          <th scope="col">In all</th>
          <th scope="col">Slowest</th>
        </tr>
      </thead>
      <tbody>
        {uses.map(({ name, callCount, failedCount, totalMs, slowest }) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>{callCount.toLocaleString('en')}</td>
            <td>
              <Tally count={failedCount} tone="failed" />
            </td>
            <td>{totalMs === undefined ? '–' : formatDuration(totalMs)}</td>
            <td>
              {slowest ? (
                <button type="button" onClick={() => onGoTo(slowest.eventId)} title="Go to this call">
                  {formatDuration(slowest.ms)}
                </button>
              ) : (
                '–'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
