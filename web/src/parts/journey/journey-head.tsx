import type { ReactNode } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { usePageTitle } from '../page.tsx'
import styles from './journey-head.module.css'

interface JourneyHeadProps {
  title: string
  /** What the button that copies the title is called. */
  name: string
  crumb: ReactNode
  /** Where else there is more of it. */
  links: ReactNode
  /** Its facts. */
  children: ReactNode
}

/** Whose journey it is, and what it comes to. */
export function JourneyHead({ title, name, crumb, links, children }: JourneyHeadProps) {
  usePageTitle(title.length > 80 ? `${title.slice(0, 80)}…` : title)
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb" className={styles.crumb}>
        {crumb}
        <span aria-hidden>/</span>
      </nav>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          <bdi>{title}</bdi>
        </h1>
        <CopyButton text={title} name={name} />
        <nav aria-label="More of it" className={styles.links}>
          {links}
        </nav>
      </div>
      <dl className={styles.facts}>{children}</dl>
    </header>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
