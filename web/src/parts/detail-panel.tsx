import type { ReactNode } from 'react'
import styles from './detail-panel.module.css'
import { Overlay } from './overlay.tsx'
import { useMedia } from './use-media.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** Where there is room, a panel beside the list, which stays in use; elsewhere a sheet over it. */
export default function DetailPanel({
  name,
  onClose,
  children,
}: {
  name: string
  onClose: () => void
  children: ReactNode
}) {
  const hasRoom = useMedia('(min-width: 68rem)')
  useShortcuts('lists', { Escape: hasRoom ? onClose : undefined })
  if (hasRoom) {
    return (
      <aside className={styles.panel} aria-label={name}>
        {children}
      </aside>
    )
  }
  return (
    <Overlay label={name} shape="sheet" onClose={onClose}>
      {children}
    </Overlay>
  )
}
