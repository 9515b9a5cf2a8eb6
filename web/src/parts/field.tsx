import type { ComponentProps } from 'react'
import styles from './field.module.css'

/** A line of text with its name above. */
export function TextField({ label, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={styles.field}>
      {label}
      <input autoComplete="off" spellCheck={false} {...rest} />
    </label>
  )
}

/** One of many, with its name above. */
export function SelectField({ label, ...rest }: ComponentProps<'select'> & { label: string }) {
  return (
    <label className={styles.field}>
      {label}
      <select {...rest} />
    </label>
  )
}
