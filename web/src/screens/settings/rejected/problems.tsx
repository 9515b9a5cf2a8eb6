import type { FieldProblem } from '@occur/client/protocol'
import styles from './rejected.module.css'

/** Each field that is wrong, and how. */
export function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <ul className={styles.problems}>
      {problems.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          {field !== null && (
            <code>
              <bdi>{field}</bdi>
            </code>
          )}{' '}
          <bdi>{message}</bdi>
        </li>
      ))}
    </ul>
  )
}
