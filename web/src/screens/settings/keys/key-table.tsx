import type { ApiKey } from '@occur/client/protocol'
import { stateOf } from '../../../data/keys.ts'
import { useNow } from '../../../data/now.ts'
import { Button } from '../../../parts/button.tsx'
import { Time } from '../../../parts/time.tsx'
import table from '../table.module.css'
import styles from './keys.module.css'

interface KeyTableProps {
  label: string
  keys: readonly ApiKey[]
  /** The one that this browser signed in with. */
  mine: string | undefined
  /** Without it they cannot be revoked any more. */
  onRevoke?: (key: ApiKey) => void
}

export function KeyTable({ label, keys, mine, onRevoke }: KeyTableProps) {
  return (
    <table className={table.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">May</th>
          <th scope="col" data-rank="2">
            Begins with
          </th>
          <th scope="col" data-rank="3">
            Created
          </th>
          <th scope="col" data-rank="2" title="Since the server was started">
            Last used
          </th>
          <th scope="col" data-rank="2">
            Ends
          </th>
          {onRevoke && (
            <th scope="col">
              <span className="sr-only">Revoke</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.key_id}>
            <td data-name title={key.name}>
              <bdi>{key.name}</bdi>
              {key.key_id === mine && <span className={table.mine}>yours</span>}
            </td>
            <td>
              <span className={styles.scopes}>
                {key.scopes.map((scope) => (
                  <span key={scope} className={styles.scope} data-scope={scope}>
                    {scope}
                  </span>
                ))}
              </span>
            </td>
            <td data-rank="2">
              <code>{key.prefix}…</code>
            </td>
            <td data-rank="3">
              <Time at={key.created_at} as="recent" />
            </td>
            <td data-rank="2">{key.last_used_at === null ? '–' : <Time at={key.last_used_at} as="recent" />}</td>
            <td data-rank="2">
              <End apiKey={key} />
            </td>
            {onRevoke && (
              <td data-end>
                <Button look="quiet" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
                  Revoke
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function End({ apiKey }: { apiKey: ApiKey }) {
  const { revoked_at, expires_at } = apiKey
  const state = stateOf(apiKey, useNow())
  if (revoked_at !== null) {
    return (
      <>
        Revoked <Time at={revoked_at} as="recent" />
      </>
    )
  }
  if (expires_at === null) return 'Never'
  return (
    <>
      {state === 'expired' && 'Expired '}
      <Time at={expires_at} as={state === 'expired' ? 'recent' : 'relative'} />
    </>
  )
}
