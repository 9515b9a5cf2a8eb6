import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import styles from './popover.module.css'

interface PopoverPopupProps {
  /** What it is called. */
  label: string
  className?: string | undefined
  children: ReactNode
}

/** What opens at the end of the trigger of a `Popover.Root`, beside which it stands. */
export function PopoverPopup({ label, className = '', children }: PopoverPopupProps) {
  return (
    <Popover.Portal>
      <Popover.Positioner sideOffset={6} align="end" className={styles.positioner}>
        <Popover.Popup className={`${styles.popup} ${className}`} aria-label={label}>
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  )
}
