import { Menu } from '@base-ui/react/menu'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChartColumn, X } from 'lucide-react'
import menu from '../../parts/menu.module.css'
import styles from './events-table.module.css'
import { HeadFace, type HeadMenuProps } from './head-menu.tsx'

/** What can be done with a column, behind its head. */
export function HeadControl({ explore, field, index, onMove }: HeadMenuProps) {
  const { columns, search, turn, removeColumn, divideBy } = explore
  const isTime = field === 'timestamp'
  const canDivide = !['timestamp', 'received_at', 'attributes', 'description', 'event_id'].includes(field)
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.headButton}>
        <HeadFace field={field} explore={explore} />
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
