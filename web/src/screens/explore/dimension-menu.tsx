import { ChevronDown } from 'lucide-react'
import { columnName } from '../../data/columns.ts'
import { atLeisure } from '../../parts/at-leisure.tsx'
import styles from './dimension-menu.module.css'
import type { Explore } from './use-explore.ts'

export interface DimensionMenuProps {
  explore: Explore
  by: string | undefined
}

/** What the histogram is divided by. */
export const DimensionMenu = atLeisure<DimensionMenuProps>(
  async () => (await import('./dimension-control.tsx')).DimensionControl,
  ({ by }) => (
    <button type="button" className={styles.trigger} aria-haspopup="menu" aria-expanded={false}>
      <DimensionFace by={by} />
    </button>
  ),
)

export function DimensionFace({ by }: Pick<DimensionMenuProps, 'by'>) {
  return (
    <>
      {by !== undefined && (
        <span className={styles.quiet}>
          <span className="sr-only">Divided </span>by
        </span>
      )}
      <bdi>{by === undefined ? 'All events' : columnName(by)}</bdi>
      <ChevronDown size={12} aria-hidden />
    </>
  )
}
