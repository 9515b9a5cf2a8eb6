import type { ComponentProps } from 'react'
import styles from './floating-button.module.css'

/** Leads to what is new where it is out of sight. It hangs over a list, in the middle; `className` says how high. */
export function FloatingButton({ className = '', ...rest }: ComponentProps<'button'>) {
  return <button type="button" {...rest} className={`${styles.floating} ${className}`} />
}
