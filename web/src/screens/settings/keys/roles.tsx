import { scopes } from '@occur/client/protocol'
import { Check } from 'lucide-react'
import { may } from '../../../data/scopes.ts'
import styles from './keys.module.css'

/** What can be done, and by which scope. */
const deeds = [
  ['Send events', 'ingest'],
  ['Replay rejected events', 'ingest'],
  ['Look at events, sessions, people, conversations, rejected events', 'read'],
  ['Follow live, ask questions, export', 'read'],
  ['Use saved views and dashboards', 'read'],
  ['Save, change and delete views', 'admin'],
  ['Create and revoke keys of the project', 'admin'],
  ['See the disk and the metrics of the server', 'admin'],
] as const

/** Which scope may what. */
export function Roles() {
  return (
    <table className={styles.roles}>
      <caption>What a key may do</caption>
      <thead>
        <tr>
          <th scope="col">With the scope</th>
          {scopes.map((scope) => (
            <th key={scope} scope="col">
              {scope}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {deeds.map(([deed, needed]) => (
          <tr key={deed}>
            <th scope="row">{deed}</th>
            {scopes.map((scope) => (
              <td key={scope}>
                {may({ scopes: [scope] }, needed) ? (
                  <>
                    <Check size={16} aria-hidden />
                    <span className="sr-only">yes</span>
                  </>
                ) : (
                  <span className="sr-only">no</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
