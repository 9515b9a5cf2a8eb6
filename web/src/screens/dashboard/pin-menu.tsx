import { Menu } from '@base-ui/react/menu'
import type { View } from '@occur/client/protocol'
import { Ellipsis } from 'lucide-react'
import { useMay } from '../../data/keys.ts'
import { movedPin } from '../../data/pins.ts'
import { definitionOf, useReplaceView } from '../../data/saved-views.ts'
import menu from '../../parts/menu.module.css'
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
        <Menu.Trigger className={styles.more} aria-label={`What to do with ${view.name}`}>
          <Ellipsis size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="end" className={menu.positioner}>
            <Menu.Popup className={menu.popup}>
              <Menu.Item className={menu.item} disabled={earlier === undefined} onClick={() => put(earlier)}>
                Move earlier
              </Menu.Item>
              <Menu.Item className={menu.item} disabled={later === undefined} onClick={() => put(later)}>
                Move later
              </Menu.Item>
              <Menu.Separator className={menu.separator} />
              <Menu.Item className={menu.item} onClick={() => put(undefined)}>
                Take off the dashboard
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </>
  )
}
