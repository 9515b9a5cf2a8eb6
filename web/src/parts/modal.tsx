import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import styles from './modal.module.css'
import { Overlay } from './overlay.tsx'

/** Something that wants an answer, or to be read, before the page goes on. */
export function Modal({
  title,
  onClose,
  width = 'narrow',
  isKept = false,
  children,
}: {
  title: ReactNode
  onClose: () => void
  width?: 'narrow' | 'wide'
  /** Only its own buttons close it: what it shows is not seen again. */
  isKept?: boolean
  children: ReactNode
}) {
  return (
    <Overlay shape="centre" className={`${styles.popup} ${styles[width]}`} isKept={isKept} onClose={onClose}>
      <header className={styles.head}>
        <Dialog.Title className={styles.title}>{title}</Dialog.Title>
        {!isKept && (
          <IconButton name="Close" hint="Esc" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </header>
      <div className={styles.body}>{children}</div>
    </Overlay>
  )
}
