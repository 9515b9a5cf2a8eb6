import { ArrowDown, ArrowUp } from 'lucide-react'
import { columnName } from '../../data/columns.ts'
import { atLeisure } from '../../parts/at-leisure.tsx'
import styles from './events-table.module.css'
import type { Explore } from './use-explore.ts'

export interface HeadMenuProps {
  explore: Explore
  field: string
  index: number
  onMove: (to: number) => void
}

/** The name of a column, which opens what can be done with it. */
export const HeadMenu = atLeisure<HeadMenuProps>(
  async () => (await import('./head-control.tsx')).HeadControl,
  ({ explore, field }) => (
    <button type="button" className={styles.headButton} aria-haspopup="menu" aria-expanded={false}>
      <HeadFace explore={explore} field={field} />
    </button>
  ),
)

export function HeadFace({ explore, field }: Pick<HeadMenuProps, 'explore' | 'field'>) {
  const Arrow = explore.search.order === 'asc' ? ArrowUp : ArrowDown
  return (
    <>
      <bdi>{headName(field)}</bdi>
      {field === 'timestamp' && <Arrow size={12} aria-hidden />}
    </>
  )
}

const headNames: Record<string, string> = {
  timestamp: 'Time',
  type: 'Type',
  description: 'What happened',
  session_id: 'Session',
  conversation_id: 'Conversation',
  user_id: 'User',
  source: 'Source',
  source_id: 'Source id',
  category: 'Category',
  event_id: 'Event id',
  received_at: 'Received',
  attributes: 'Attributes',
}

function headName(field: string): string {
  return headNames[field] ?? columnName(field)
}
