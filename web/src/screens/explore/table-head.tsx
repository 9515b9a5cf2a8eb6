// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: heads are no controls here; the buttons inside are
import { Menu } from '@base-ui/react/menu'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChartColumn, X } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { columnName } from '../../data/columns.ts'
import menu from '../../parts/menu.module.css'
import { ColumnEdge } from './column-edge.tsx'
import styles from './events-table.module.css'
import type { Explore } from './use-explore.ts'

const dragType = 'application/x-occur-column'

/** The heads of the columns: dragged to another place, wider or narrower by their edge, the rest by their menu. */
export function TableHead({ explore }: { explore: Explore }) {
  const { columns, setColumns } = explore
  const [over, setOver] = useState<string>()
  const move = (field: string, to: number) => {
    const from = columns.findIndex((column) => column.field === field)
    const moved = columns[from]
    if (!moved || to < 0 || to >= columns.length || from === to) return
    setColumns(columns.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  const dropOn = (index: number) => (event: DragEvent) => {
    event.preventDefault()
    setOver(undefined)
    move(event.dataTransfer.getData(dragType), index)
  }
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" className={`${styles.row} ${styles.head}`} aria-rowindex={1}>
        {columns.map((column, index) => {
          const { field } = column
          return (
            <div
              key={field}
              role="columnheader"
              aria-sort={
                field === 'timestamp' ? (explore.search.order === 'asc' ? 'ascending' : 'descending') : undefined
              }
              className={styles.headCell}
              data-over={over === field || undefined}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.setData(dragType, field)
                event.dataTransfer.effectAllowed = 'move'
              }}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(dragType)) return
                event.preventDefault()
                setOver(field)
              }}
              onDragLeave={() => setOver((at) => (at === field ? undefined : at))}
              onDrop={dropOn(index)}
            >
              <HeadMenu explore={explore} field={field} index={index} onMove={(to) => move(field, to)} />
              <ColumnEdge explore={explore} column={column} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface HeadMenuProps {
  explore: Explore
  field: string
  index: number
  onMove: (to: number) => void
}

function HeadMenu({ explore, field, index, onMove }: HeadMenuProps) {
  const { columns, search, turn, removeColumn, divideBy } = explore
  const isTime = field === 'timestamp'
  const Arrow = search.order === 'asc' ? ArrowUp : ArrowDown
  const canDivide = !['timestamp', 'received_at', 'attributes', 'description', 'event_id'].includes(field)
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.headButton}>
        <bdi>{headName(field)}</bdi>
        {isTime && <Arrow size={12} aria-hidden />}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={4} align="start">
          <Menu.Popup className={menu.popup}>
            {isTime && (
              <Menu.Item className={menu.item} onClick={turn}>
                {search.order === 'asc' ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />}
                {search.order === 'asc' ? 'Newest first' : 'Oldest first'}
              </Menu.Item>
            )}
            {canDivide && (
              <Menu.Item className={menu.item} onClick={() => divideBy(field === 'type' ? undefined : field)}>
                <ChartColumn size={14} aria-hidden /> Divide the histogram by it
              </Menu.Item>
            )}
            <Menu.Item className={menu.item} disabled={index === 0} onClick={() => onMove(index - 1)}>
              <ArrowLeft size={14} aria-hidden /> Move left
            </Menu.Item>
            <Menu.Item className={menu.item} disabled={index === columns.length - 1} onClick={() => onMove(index + 1)}>
              <ArrowRight size={14} aria-hidden /> Move right
            </Menu.Item>
            <Menu.Item className={menu.item} disabled={columns.length === 1} onClick={() => removeColumn(field)}>
              <X size={14} aria-hidden /> Remove the column
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
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
