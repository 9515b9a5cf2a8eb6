import type { ComponentProps } from 'react'
import styles from './field.module.css'

/** The look of whatever one writes in or chooses from. */
export const inputClass = styles.input ?? ''

/** A line of text with its name above. */
export function TextField({ label, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={styles.field}>
      {label}
      <input className={inputClass} autoComplete="off" spellCheck={false} {...rest} />
    </label>
  )
}

/** One of many, with its name above: by the browser's own list, the best one on a phone, and the quickest by keyboard. */
export function SelectField({
  label,
  isLabelShown = true,
  ...rest
}: ComponentProps<'select'> & { label: string; isLabelShown?: boolean }) {
  return (
    <label className={styles.field}>
      <span className={isLabelShown ? undefined : 'sr-only'}>{label}</span>
      <select className={inputClass} {...rest} />
    </label>
  )
}
