import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import styles from './overlay.module.css'

interface OverlayProps {
  /** What it is called, unless a `Dialog.Title` in it says so. */
  label?: string
  shape: 'centre' | 'sheet'
  className?: string | undefined
  /** Only its own buttons close it: what it shows is not seen again. */
  isKept?: boolean
  onClose: () => void
  children: ReactNode
}

/** Something over the page, which waits meanwhile. Escape and a press beside it close it; the focus goes back then. */
export function Overlay({ label, shape, className = '', isKept = false, onClose, children }: OverlayProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !isKept && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          initialFocus={shape === 'sheet' ? popup : () => firstField(popup.current)}
          className={`${styles.popup} ${styles[shape]} ${className}`}
          aria-label={label}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Where one would begin; not the button that closes, whose tooltip nobody asked for. */
function firstField(popup: HTMLElement | null): HTMLElement | null {
  return popup?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, [data-autofocus]') ?? popup
}
