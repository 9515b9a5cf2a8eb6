import { Menu } from '@base-ui/react/menu'
import type { View } from '@occur/client/protocol'
import { Ellipsis } from 'lucide-react'
import { useReplaceView } from '../../data/change-views.ts'
import { movedPin } from '../../data/pins.ts'
import { definitionOf } from '../../data/saved-views.ts'
import { useMay } from '../../data/scopes.ts'
import { iconButtonClass } from '../../parts/button.tsx'
import { MenuItem, MenuPopup, MenuSeparator } from '../../parts/menu.tsx'
import styles from './dashboard.module.css'

/** Moves what is pinned, or takes it away. It stays saved. */
export function PinMenu({ view, views }: { view: View; views: readonly View[] }) {
  const mayEdit = useMay('admin')
  const replace = useReplaceView()
  if (!mayEdit) return null
  const { pin: _, ...unpinned } = definitionOf(view)
  const put = (pin: number | undefined) =>
    replace.mutate({ name: view.name, read: view, definition: pin === undefined ? unpinned : { ...unpinned, pin } })
  const [earlier, later] = [movedPin(views, view.name, -1), movedPin(views, view.name, 1)]
  return (
    <>
      {replace.error && (
        <span className={styles.problem} role="alert" title={replace.error.message}>
          not changed
        </span>
      )}
      <Menu.Root>
        <Menu.Trigger className={iconButtonClass} aria-label={`What to do with ${view.name}`}>
          <Ellipsis size={14} aria-hidden />
        </Menu.Trigger>
        <MenuPopup align="end">
          <MenuItem disabled={earlier === undefined} onClick={() => put(earlier)}>
            Move earlier
          </MenuItem>
          <MenuItem disabled={later === undefined} onClick={() => put(later)}>
            Move later
          </MenuItem>
          <MenuSeparator />
          <MenuItem onClick={() => put(undefined)}>Take off the dashboard</MenuItem>
        </MenuPopup>
      </Menu.Root>
    </>
  )
}
