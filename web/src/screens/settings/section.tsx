import type { ReactNode } from 'react'
import { usePageTitle } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import styles from './settings.module.css'

/** One of the settings: what it is, what can be done at once, and its content. */
export function Section({
  title,
  about,
  actions,
  beside,
  children,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
  /** A panel at the side. */
  beside?: ReactNode
  children: ReactNode
}) {
  usePageTitle(`${title} · Settings`)
  return (
    <>
      <ScrollRegion label={title} className={styles.content}>
        <div className={styles.column}>
          <header className={styles.head}>
            <h1>{title}</h1>
            {actions && <div className={styles.actions}>{actions}</div>}
            {about && <p>{about}</p>}
          </header>
          {children}
        </div>
      </ScrollRegion>
      {beside}
    </>
  )
}
