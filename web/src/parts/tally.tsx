import styles from './tally.module.css'

/** A count that only stands out when there is something to see. */
export function Tally({ count, tone }: { count: number; tone?: 'transfer' | 'failed' }) {
  return (
    <span className={styles.tally} data-tone={count > 0 ? tone : undefined} data-none={count === 0 || undefined}>
      {count.toLocaleString('en')}
    </span>
  )
}
