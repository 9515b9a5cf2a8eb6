import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { eventFacetsQuery } from '../../data/event-facets.ts'
import { isFacetField, speaksOf } from '../../data/facets.ts'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { AttributeFacets } from './attribute-facets.tsx'
import { FacetSection } from './facet-section.tsx'
import styles from './facets.module.css'
import type { Explore } from './use-explore.ts'

const fields = ['type', 'category', 'source', 'source_id', 'agent', 'user_id', 'conversation_id', 'session_id']
/** Agents and ids take longer, and are counted only when somebody wants to see them. */
const openAtFirst = ['type', 'category', 'source', 'source_id']

/** What the events that pass are, beside them. */
export function FacetsAside({ explore }: { explore: Explore }) {
  return (
    <aside className={styles.aside} aria-label="Facets">
      <ScrollRegion label="Facets" className={styles.scroll}>
        <Facets explore={explore} />
      </ScrollRegion>
    </aside>
  )
}

/** The facets themselves. */
export function Facets({ explore }: { explore: Explore }) {
  const { search } = explore
  const { data, error, isPlaceholderData } = useQuery({ ...eventFacetsQuery(search), enabled: explore.isListed })
  const [isOpen, setOpen] = useState(() => Object.fromEntries(openAtFirst.map((field) => [field, true])))
  if (error && !data) return <p className={styles.none}>There are no facets: {error.message}</p>
  return (
    <div className={styles.facets} data-stale={isPlaceholderData || undefined}>
      {fields.map((field) => (
        <FacetSection
          key={field}
          explore={explore}
          field={field}
          values={isFacetField(field) && !speaksOf(search.q, field) ? (data?.fields[field] ?? 'coming') : undefined}
          isOpen={isOpen[field] ?? speaksOf(search.q, field)}
          onOpen={(open) => setOpen({ ...isOpen, [field]: open })}
        />
      ))}
      <AttributeFacets explore={explore} attributes={data?.attributes} />
    </div>
  )
}
