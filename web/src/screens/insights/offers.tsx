import { useQuery } from '@tanstack/react-query'
import { fieldNamesQuery } from '../../data/field-names.ts'
import styles from './builder.module.css'

/** What happens most, to begin with. */
export function Offers({ onTake }: { onTake: (q: string) => void }) {
  const { data } = useQuery(fieldNamesQuery)
  if (!data || data.starts.length === 0) return null
  return (
    <ul className={styles.offers} aria-label="What happens here">
      {data.starts.map((q) => (
        <li key={q}>
          <button type="button" title={q} onClick={() => onTake(q)}>
            <bdi>{q}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
}
