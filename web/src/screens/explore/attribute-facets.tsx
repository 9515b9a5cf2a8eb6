import type { Facets } from '@occur/client/protocol'
import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { columnName } from '../../data/columns.ts'
import { speaksOf } from '../../data/facets.ts'
import { countOf } from '../../data/format.ts'
import section from './facet-section.module.css'
import { FacetSection } from './facet-section.tsx'
import styles from './facets.module.css'
import type { Explore } from './use-explore.ts'

const shownCount = 20
const marks = { text: 'abc', number: '123', boolean: 'y/n' } as const

/** What is inside the attributes: each path with its types, whose values are counted when it is opened. */
export function AttributeFacets({
  explore,
  attributes,
}: {
  explore: Explore
  attributes: Facets['attributes'] | undefined
}) {
  const [isOpen, setOpen] = useState<Record<string, boolean>>({})
  const [find, setFind] = useState('')
  const [isAll, setAll] = useState(false)
  const paths = attributes?.paths ?? []
  const found = paths.filter(({ path }) => path.toLowerCase().includes(find.trim().toLowerCase()))
  const shown = isAll || find ? found : found.slice(0, shownCount)
  const columns = explore.columns.map(({ field }) => field)
  if (attributes && paths.length === 0) return null
  return (
    <div className={styles.attributes}>
      <h2
        className={styles.attributesHead}
        title={attributes ? `Of the newest ${countOf(attributes.events, 'event')} that pass` : undefined}
      >
        Attributes
      </h2>
      {paths.length > shownCount && (
        <input
          className={styles.find}
          value={find}
          onChange={(event) => setFind(event.target.value)}
          placeholder={`Find among ${paths.length}`}
          aria-label="Find an attribute"
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {shown.map(({ path, types }) => (
        <FacetSection
          key={path}
          explore={explore}
          field={path}
          name={
            <>
              <bdi className={styles.path}>{columnName(path)}</bdi>
              <span className={styles.types}>
                {types.map((type) => (
                  <abbr key={type} title={type}>
                    {marks[type]}
                  </abbr>
                ))}
              </span>
            </>
          }
          isOpen={isOpen[path] ?? speaksOf(explore.search.q, path)}
          onOpen={(open) => setOpen({ ...isOpen, [path]: open })}
        >
          <button
            type="button"
            className={`${styles.small} ${section.asColumn}`}
            aria-pressed={columns.includes(path)}
            aria-label={`Column ${columnName(path)}`}
            title={columns.includes(path) ? 'Remove the column' : 'Show as a column'}
            onClick={() => (columns.includes(path) ? explore.removeColumn(path) : explore.addColumn(path))}
          >
            <Columns3 size={12} aria-hidden />
          </button>
        </FacetSection>
      ))}
      {!find && found.length > shownCount && (
        <button type="button" className={styles.more} onClick={() => setAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show ${found.length - shownCount} more`}
        </button>
      )}
    </div>
  )
}
