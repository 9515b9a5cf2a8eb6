import { type ReactNode, useEffect } from 'react'
import styles from './page.module.css'

interface PageProps {
  title: string
  /** Beside the title: how many there are, how it is doing. */
  note?: ReactNode
  /** At the far end of the title. */
  actions?: ReactNode
  /** Under the title: what narrows the page down. */
  bar?: ReactNode
  children: ReactNode
}

/** A screen: its head stays, its content scrolls by itself. */
export function Page({ title, note, actions, bar, children }: PageProps) {
  usePageTitle(title)
  return (
    <>
      <header className={styles.head}>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{title}</h1>
          {note && <div className={styles.note}>{note}</div>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {bar}
      </header>
      {children}
    </>
  )
}

/** What the browser calls this tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Occur`
  }, [title])
}
