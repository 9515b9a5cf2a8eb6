import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { columnName, fieldsToShow, isColumn } from '../../data/columns.ts'
import { eventFacetsQuery } from '../../data/event-facets.ts'
import { Button, buttonClass } from '../../parts/button.tsx'
import { inputClass } from '../../parts/field.tsx'
import { PopoverPopup } from '../../parts/popover.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import styles from './columns-menu.module.css'
import type { Explore } from './use-explore.ts'

/** Which columns the table has: fields, and whatever is inside the attributes. */
export function ColumnsControl({ explore }: { explore: Explore }) {
  return (
    <Popover.Root>
      <Popover.Trigger className={buttonClass()}>
        <Columns3 size={14} aria-hidden />
        Columns
      </Popover.Trigger>
      <PopoverPopup label="Columns" className={styles.popup}>
        <Choice explore={explore} />
      </PopoverPopup>
    </Popover.Root>
  )
}

function Choice({ explore }: { explore: Explore }) {
  const { columns, addColumn, removeColumn, setColumns, search } = explore
  const [text, setText] = useState('')
  const { data } = useQuery(eventFacetsQuery(search))
  const chosen = columns.map(({ field }) => field)
  const paths = (data?.attributes?.paths ?? []).map(({ path }) => path)
  const extra = chosen.filter((field) => !fieldsToShow.includes(field) && !paths.includes(field))
  const all = [...fieldsToShow, ...extra, ...paths]
  const shown = all.filter((field) => field.toLowerCase().includes(text.trim().toLowerCase()))
  const written = [text.trim(), `attributes.${text.trim()}`].find(isColumn)
  const isNew = text.trim() !== '' && written !== undefined && !all.includes(written)
  return (
    <>
      <input
        className={inputClass}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return
          const first = written && (isNew || all.includes(written)) ? written : shown[0]
          if (first) addColumn(first)
          setText('')
        }}
        placeholder="Find or write a field"
        aria-label="Find or write a field"
        autoComplete="off"
        spellCheck={false}
      />
      <ScrollRegion label="Fields" className={styles.fields}>
        {shown.map((field) => (
          <label key={field} className={styles.field}>
            <input
              type="checkbox"
              checked={chosen.includes(field)}
              onChange={() => (chosen.includes(field) ? removeColumn(field) : addColumn(field))}
              disabled={chosen.length === 1 && chosen.includes(field)}
            />
            <bdi>{columnName(field)}</bdi>
            {field.startsWith('attributes.') && <span className={styles.tag}>attribute</span>}
          </label>
        ))}
        {isNew && written && (
          <button type="button" className={styles.field} onClick={() => addColumn(written)}>
            Add <bdi>{written}</bdi>
          </button>
        )}
        {shown.length === 0 && !isNew && <p className={styles.none}>No field is called so</p>}
      </ScrollRegion>
      <Button look="quiet" onClick={() => setColumns(undefined)}>
        Back to the usual columns
      </Button>
    </>
  )
}
