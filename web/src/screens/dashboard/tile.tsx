import { Link } from '@tanstack/react-router'
import { ArrowUpRight, Pin } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import type { InsightSearch } from '../../data/insight-search.ts'
import { describeRange } from '../../data/range.ts'
import { ChartSkeleton } from '../../parts/answers/chart-skeleton.tsx'
import { useSeen } from '../../parts/use-seen.ts'
import styles from './dashboard.module.css'

/** One answer on the dashboard, asked for when it comes into sight; its title opens the question. */
export function Tile({
  title,
  about,
  search,
  isWide = false,
  menu,
  children,
}: {
  title: string
  about?: string | undefined
  search: InsightSearch
  isWide?: boolean
  /** Of what was pinned. */
  menu?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  const tile = useRef<HTMLElement>(null)
  const isSeen = useSeen(tile)
  return (
    <article ref={tile} className={styles.tile} data-wide={isWide || undefined} aria-labelledby={id}>
      <header className={styles.tileHead}>
        {menu && <Pin size={12} aria-hidden className={styles.pin} />}
        <h2 id={id} title={about}>
          <Link to="/insights" search={search} preload={false} title={`Open in Insights${about ? `\n${about}` : ''}`}>
            <bdi>{title}</bdi>
            <ArrowUpRight size={14} aria-hidden />
          </Link>
        </h2>
        {menu && search.range && <span className={styles.range}>{describeRange(search.range)}</span>}
        {menu}
      </header>
      {isSeen ? children : <ChartSkeleton isCompact />}
    </article>
  )
}
