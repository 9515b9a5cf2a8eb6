import { Menu } from '@base-ui/react/menu'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChartColumn, X } from 'lucide-react'
import { MenuItem, MenuPopup } from '../../parts/menu.tsx'
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
      <MenuPopup>
        {isTime && (
          <MenuItem onClick={turn}>
            {search.order === 'asc' ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />}
            {search.order === 'asc' ? 'Newest first' : 'Oldest first'}
          </MenuItem>
        )}
        {canDivide && (
          <MenuItem onClick={() => divideBy(field === 'type' ? undefined : field)}>
            <ChartColumn size={14} aria-hidden /> Divide the histogram by it
          </MenuItem>
        )}
        <MenuItem disabled={index === 0} onClick={() => onMove(index - 1)}>
          <ArrowLeft size={14} aria-hidden /> Move left
        </MenuItem>
        <MenuItem disabled={index === columns.length - 1} onClick={() => onMove(index + 1)}>
          <ArrowRight size={14} aria-hidden /> Move right
        </MenuItem>
        <MenuItem disabled={columns.length === 1} onClick={() => removeColumn(field)}>
          <X size={14} aria-hidden /> Remove the column
        </MenuItem>
      </MenuPopup>
    </Menu.Root>
  )
}
