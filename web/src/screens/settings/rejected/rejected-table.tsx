import type { RejectedEvent } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import list from '../../../parts/list.module.css'
import { Time } from '../../../parts/time.tsx'
import table from '../table.module.css'
import styles from './rejected.module.css'

interface RejectedTableProps {
  events: readonly RejectedEvent[]
  /** The id of the one that is open beside the list. */
  open: string | undefined
  isStale: boolean
}

export function RejectedTable({ events, open, isStale }: RejectedTableProps) {
  return (
    <table className={`${table.table} ${isStale ? list.stale : ''}`} aria-label="Rejected events" aria-busy={isStale}>
      <thead>
        <tr>
          <th scope="col">Received</th>
          <th scope="col">Why it was refused</th>
          <th scope="col" data-rank="2">
            Text
          </th>
          <th scope="col" data-rank="2">
            Replayed
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ rejected_id, received_at, problems, raw, replayed_at }) => (
          <tr key={rejected_id} data-link aria-current={rejected_id === open || undefined}>
            <td>
              <Link
                to="."
                search={(before) => ({ ...before, event: rejected_id })}
                data-row-link
                aria-current={rejected_id === open}
              >
                <Time at={received_at} as="recent" />
              </Link>
            </td>
            <td className={styles.why}>
              {problems[0]?.field && (
                <code>
                  <bdi>{problems[0].field}</bdi>
                </code>
              )}{' '}
              <bdi>{problems[0]?.message}</bdi>
              {problems.length > 1 && ` (and ${problems.length - 1} more)`}
            </td>
            <td data-rank="2">
              <code>
                <bdi>{raw.slice(0, 200)}</bdi>
              </code>
            </td>
            <td data-rank="2">{replayed_at === null ? '–' : <Time at={replayed_at} as="recent" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
