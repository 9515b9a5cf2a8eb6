import { Check, Minus } from 'lucide-react'
import { useState } from 'react'
import type { FacetValue } from '../../data/facets.ts'
import { formatCount } from '../../data/format.ts'
import { sideOfTerm } from '../../data/search.ts'
import styles from './facet-values.module.css'
import facets from './facets.module.css'
import type { Explore } from './use-explore.ts'

const shownCount = 8

interface FacetValuesProps {
  explore: Explore
  field: string
  values: readonly FacetValue[]
}

/** Pressing a value asks for it, also beside others; with Alt or by the minus it is left out. Once more takes it back. */
export function FacetValues({ explore, field, values }: FacetValuesProps) {
  const [isAll, setAll] = useState(false)
  const most = Math.max(1, ...values.map(({ count }) => count))
  const shown = isAll ? values : values.slice(0, shownCount)
  if (values.length === 0) return <p className={facets.none}>No values</p>
  return (
    <ul className={styles.values}>
      {shown.map(({ value, count }) => {
        const side = sideOfTerm(explore.search.q, field, value)
        const name = value ?? 'no value'
        return (
          <li key={value ?? '\0'} className={styles.value} data-side={side}>
            <button
              type="button"
              className={styles.include}
              aria-pressed={side === 'in'}
              title={`${value ?? 'No value'}\nAlt and a click leaves it out`}
              onClick={({ altKey }) => explore.toggle({ field, value }, altKey)}
            >
              <i className={styles.share} style={{ width: `${(100 * count) / most}%` }} aria-hidden />
              <span className={styles.mark} aria-hidden>
                {side === 'in' ? <Check size={12} /> : side === 'out' ? <Minus size={12} /> : null}
              </span>
              <span className="sr-only">{field} </span>
              <bdi data-none={value === null || undefined}>{name}</bdi>
              <span className={styles.count}>{formatCount(count)}</span>
            </button>
            <button
              type="button"
              className={`${facets.small} ${styles.exclude}`}
              aria-pressed={side === 'out'}
              aria-label={`Leave out ${field} ${name}`}
              title={`Leave out ${name}`}
              onClick={() => explore.toggle({ field, value }, true)}
            >
              <Minus size={12} aria-hidden />
            </button>
          </li>
        )
      })}
      {values.length > shownCount && (
        <li>
          <button type="button" className={facets.more} onClick={() => setAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show ${values.length - shownCount} more`}
          </button>
        </li>
      )}
    </ul>
  )
}
