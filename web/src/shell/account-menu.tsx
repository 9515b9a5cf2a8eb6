import type { WhoAmI } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import { whoAmIQuery } from '../data/queries.ts'
import { atLeisure } from '../parts/at-leisure.tsx'
import styles from './shell.module.css'

export interface AccountMenuProps {
  onHelp: () => void
}

/** Whose data this is, by which key, and what concerns the person rather than the data. */
export const AccountMenu = atLeisure<AccountMenuProps>(
  async () => (await import('./account-menu-control.tsx')).AccountMenuControl,
  () => {
    const { data: me } = useQuery(whoAmIQuery)
    return (
      me && (
        <button type="button" className={styles.account} aria-haspopup="menu" aria-expanded={false}>
          <AccountFace me={me} />
        </button>
      )
    )
  },
)

export function AccountFace({ me }: { me: WhoAmI }) {
  return (
    <>
      <span className={styles.accountLetter} aria-hidden>
        {me.project.charAt(0)}
      </span>
      <span className={styles.accountText}>
        <span className={styles.accountProject}>{me.project}</span>
        <span className={styles.accountKey}>{me.name}</span>
      </span>
      <span className="sr-only">account menu</span>
      <ChevronsUpDown size={14} aria-hidden className={styles.accountArrows} />
    </>
  )
}
