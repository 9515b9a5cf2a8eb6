import { Menu } from '@base-ui/react/menu'
import { ListFilter, X } from 'lucide-react'
import { Fragment, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import {
  describeFilter,
  type Filter,
  type FilterSearch,
  filtersOf,
  isFiltered,
  withFilter,
  withoutFilter,
} from '../data/filters.ts'
import { Button } from './button.tsx'
import styles from './filter-bar.module.css'
import menu from './menu.module.css'
import { SearchField } from './search-field.tsx'
import { TimeRange } from './time-range.tsx'

// Loaded when somebody is about to add a filter: the first screen does without it.
const loadDraftChip = () => import('./draft-chip.tsx')
const DraftChip = lazy(loadDraftChip)

interface FilterBarProps {
  search: FilterSearch
  /** The fields that can be filtered by, as the API calls them. */
  fields: readonly string[]
  /** Values of a field that are known to occur. */
  suggest: (field: string) => readonly string[]
  /** Replaces what it names and leaves the rest. */
  onChange: (change: Partial<FilterSearch>) => void
  hasText?: boolean
  hasRange?: boolean
  children?: ReactNode
}

/** What a list is narrowed to, and the means to narrow it. */
export function FilterBar({
  search,
  fields,
  suggest,
  onChange,
  hasText = true,
  hasRange = true,
  children,
}: FilterBarProps) {
  const [draft, setDraft] = useState<string>()
  const bar = useRef<HTMLElement>(null)
  const filters = filtersOf(search)
  return (
    <search className={styles.bar} ref={bar}>
      {hasText && <TextFilter value={search.q ?? ''} onChange={(q) => onChange({ q })} />}
      {hasRange && <TimeRange search={search} onChange={onChange} />}
      {filters.map((filter, index) => (
        <Fragment key={`${filter.field}:${filter.value}`}>
          {filters.findIndex(({ field }) => field === filter.field) < index && <span className={styles.or}>or</span>}
          <Chip filter={filter} onRemove={() => onChange({ where: withoutFilter(search, filter) })} />
        </Fragment>
      ))}
      {draft === undefined ? (
        <FieldMenu fields={fields} onPick={setDraft} />
      ) : (
        <Suspense>
          <DraftChip
            field={draft}
            suggestions={suggest(draft)}
            onDone={(value, isTyping) => {
              setDraft(undefined)

              // The button that led here is made again; whoever typed goes on from it.
              if (isTyping)
                requestAnimationFrame(() => bar.current?.querySelector<HTMLElement>('[data-add-filter]')?.focus())
              if (value !== undefined) onChange({ where: withFilter(search, { field: draft, value }) })
            }}
          />
        </Suspense>
      )}
      {isFiltered(search) && (
        <Button
          look="quiet"
          onClick={() => onChange({ where: undefined, q: undefined, range: undefined, from: undefined, to: undefined })}
        >
          Clear
        </Button>
      )}
      {children}
    </search>
  )
}

function Chip({ filter, onRemove }: { filter: Filter; onRemove: () => void }) {
  const { name, value } = describeFilter(filter)
  return (
    <span className={styles.chip}>
      <span className={styles.chipName}>{name}</span>
      <span className={styles.chipEquals}>{filter.field === 'description' ? 'has' : 'is'}</span>
      <span className={styles.chipValue} title={value}>
        {value === '' ? <em>empty</em> : <bdi>{value}</bdi>}
      </span>
      <button
        type="button"
        className={styles.chipRemove}
        onClick={onRemove}
        aria-label={`Remove filter ${name} is ${value}`}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  )
}

function FieldMenu({ fields, onPick }: { fields: readonly string[]; onPick: (field: string) => void }) {
  return (
    <Menu.Root onOpenChange={() => void loadDraftChip()}>
      <Menu.Trigger className={styles.add} data-add-filter>
        <ListFilter size={14} aria-hidden />
        Filter
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="start" className={menu.positioner}>
          <Menu.Popup className={menu.popup} finalFocus={false}>
            {fields.map((field) => (
              <Menu.Item key={field} className={menu.item} onClick={() => onPick(field)}>
                <span className="mono">{field}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** So long after the last key, what was typed is searched for; a search that this replaces is cancelled. */
const typingMs = 220

function TextFilter({ value, onChange }: { value: string; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (text: string, waitMs: number) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text || undefined), waitMs)
  }
  return (
    <SearchField
      label="Search descriptions"
      text={typed}
      onType={(text) => type(text, typingMs)}
      onClear={() => type('', 0)}
      onEnter={() => type(typed, 0)}
    />
  )
}
