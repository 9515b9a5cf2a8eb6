import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import styles from './detail-panel.module.css'
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
  const sheet = useRef<HTMLDivElement>(null)
  useShortcuts({ Escape: hasRoom ? onClose : undefined })
  if (hasRoom) {
    return (
      <aside className={styles.panel} aria-label={name}>
        {children}
      </aside>
    )
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        {/* The sheet itself: the focus on its first button would open a tooltip that nobody asked for. */}
        <Dialog.Popup ref={sheet} initialFocus={sheet} className={styles.sheet} aria-label={name}>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
