import type { ReactNode } from 'react'
import { formatCount } from '../../data/format.ts'
import { CopyButton } from '../copy-button.tsx'
import { Crumb } from '../crumb.tsx'
import { usePageTitle } from '../page.tsx'
import { Tally } from '../tally.tsx'
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
      <Crumb>{crumb}</Crumb>
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

interface Counts {
  event_count: number
  tool_call_count: number
  transfer_count: number
  error_count: number
}

/** What all its sessions come to. */
export function CountFacts({ of }: { of: Counts }) {
  return (
    <>
      <Fact name="Events">{formatCount(of.event_count)}</Fact>
      <Fact name="Tools">{formatCount(of.tool_call_count)}</Fact>
      <Fact name="Transfers">
        <Tally count={of.transfer_count} tone="transfer" />
      </Fact>
      <Fact name="Errors">
        <Tally count={of.error_count} tone="failed" />
      </Fact>
    </>
  )
}
