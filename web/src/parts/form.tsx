import type { FormEvent, ReactNode } from 'react'
import styles from './form.module.css'

/** What is asked, one under the other; Enter sends it. */
export function Form({ onSubmit, children }: { onSubmit: (fields: FormData) => void; children: ReactNode }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
    </form>
  )
}

/** A text that was written in one of its fields, without the space around it. */
export function textIn(fields: FormData, name: string): string {
  return String(fields.get(name) ?? '').trim()
}

/** What is wrong, read aloud when it comes; without content it takes no room. */
export function FormProblem({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.problem} role="alert">
      {children}
    </p>
  )
}

/** The buttons at its end. */
export function FormFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>
}
