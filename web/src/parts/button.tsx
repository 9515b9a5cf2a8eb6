import { Tooltip } from '@base-ui/react/tooltip'
import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

/** The same look for what is a button and what is a link. */
export function buttonClass(look: Look = 'plain'): string {
  return `${styles.button} ${styles[look]}`
}

export function Button({ look = 'plain', className = '', ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" {...rest} className={`${buttonClass(look)} ${className}`} />
}

/** A button that shows a picture only; its name is its tooltip. */
export function IconButton({
  name,
  hint,
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'name'> & { name: string; hint?: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger type="button" aria-label={name} className={styles.icon} {...rest}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.tipPositioner}>
          <Tooltip.Popup className={styles.tip}>
            {name}
            {hint && <kbd>{hint}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
