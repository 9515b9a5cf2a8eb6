import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { IconButton } from './button.tsx'
import styles from './modal.module.css'

/** Something that wants an answer, or to be read, before the page goes on. Escape and a press beside it close it. */
export function Modal({
  title,
  onClose,
  width = 'narrow',
  isKept = false,
  children,
}: {
  title: string
  onClose: () => void
  width?: 'narrow' | 'wide'
  /** Only its own buttons close it: what it shows is not seen again. */
  isKept?: boolean
  children: ReactNode
}) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !isKept && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          initialFocus={() => firstField(popup.current)}
          className={styles.popup}
          data-width={width}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            {!isKept && (
              <IconButton name="Close" hint="Esc" onClick={onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </header>
          <div className={styles.body}>{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Where one would begin; not the button that closes, whose tooltip nobody asked for. */
function firstField(popup: HTMLElement | null): HTMLElement | null {
  return popup?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, [data-autofocus]') ?? popup
}
