import type { ReactNode } from 'react'
import styles from './crumb.module.css'

/** The way back up: the list that what is shown is one of. */
export function Crumb({ children }: { children: ReactNode }) {
  return (
    <nav aria-label="Breadcrumb" className={styles.crumb}>
      {children}
      <span aria-hidden>/</span>
    </nav>
  )
}
