import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { type FacetValue, facetsBesideQuery, isFacetField, valuesQuery } from '../../data/facets.ts'
import styles from './facet-section.module.css'
import { FacetValues } from './facet-values.tsx'
import facets from './facets.module.css'
import type { Explore } from './use-explore.ts'

interface FacetSectionProps {
  explore: Explore
  /** A field, or a path in the attributes. */
  field: string
  name?: ReactNode
  /** Its values where they are known already, or `coming`; without, they are asked for when the section is open. */
  values?: readonly FacetValue[] | 'coming' | undefined
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  children?: ReactNode
}

/** The values of a field with how often they are, to be clicked in and out of the filter. */
export function FacetSection({ explore, field, name = field, values, isOpen, onOpen, children }: FacetSectionProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionHead}>
        <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <ChevronRight size={12} aria-hidden className={styles.chevron} />
          {name}
        </button>
        {children}
      </h2>
      {isOpen &&
        (values === undefined ? (
          isFacetField(field) ? (
            <ValuesBeside explore={explore} field={field} />
          ) : (
            <ValuesAsked explore={explore} field={field} />
          )
        ) : values === 'coming' ? (
          <Coming />
        ) : (
          <FacetValues explore={explore} field={field} values={values} />
        ))}
    </section>
  )
}

/** Of a field that the filter speaks of: its other values too, so that several can be chosen. */
function ValuesBeside({ explore, field }: { explore: Explore; field: string }) {
  const { data, error } = useQuery({ ...facetsBesideQuery(explore.search, field), enabled: explore.isListed })
  if (error && !data) return <p className={facets.none}>{error.message}</p>
  return data && isFacetField(field) ? (
    <FacetValues explore={explore} field={field} values={data.fields[field] ?? []} />
  ) : (
    <Coming />
  )
}

function ValuesAsked({ explore, field }: { explore: Explore; field: string }) {
  const { data, error } = useQuery({ ...valuesQuery(explore.search, field), enabled: explore.isListed })
  if (error && !data) return <p className={facets.none}>{error.message}</p>
  return data ? <FacetValues explore={explore} field={field} values={data} /> : <Coming />
}

function Coming() {
  return (
    <div className={styles.coming} role="status">
      <span className="sr-only">Counting…</span>
      <i aria-hidden />
      <i aria-hidden />
      <i aria-hidden />
    </div>
  )
}
