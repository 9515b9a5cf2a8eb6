import { Popover } from '@base-ui/react/popover'
import { CalendarDays } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type FilterSearch, type RangeName, ranges } from '../data/filters.ts'
import { formatDateTime, msOf } from '../data/time.ts'
import { Button, buttonClass } from './button.tsx'
import styles from './filter-bar.module.css'

/** From when to when: a span that ends now, or two instants. */
export function TimeRange({
  search,
  onChange,
}: {
  search: FilterSearch
  onChange: (change: Partial<FilterSearch>) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const change = (range: Pick<FilterSearch, 'range' | 'from' | 'to'>) => {
    setOpen(false)
    onChange({ range: undefined, from: undefined, to: undefined, ...range })
  }
  const isAny = !search.range && !search.from && !search.to
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()} aria-label={`Time range: ${describe(search)}`}>
        <CalendarDays size={14} aria-hidden />
        {describe(search)}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" style={{ zIndex: 4 }}>
          <Popover.Popup className={styles.rangePopup} aria-label="Time range">
            <div className={styles.presets}>
              <button type="button" className={styles.preset} aria-pressed={isAny} onClick={() => change({})}>
                Any time
              </button>
              {(Object.keys(ranges) as RangeName[]).map((name) => (
                <button
                  key={name}
                  type="button"
                  className={styles.preset}
                  aria-pressed={search.range === name}
                  onClick={() => change({ range: name })}
                >
                  {ranges[name].label}
                </button>
              ))}
            </div>
            <AbsoluteRange search={search} onApply={change} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function AbsoluteRange({
  search,
  onApply,
}: {
  search: FilterSearch
  onApply: (range: Pick<FilterSearch, 'from' | 'to'>) => void
}) {
  const [problem, setProblem] = useState<string>()
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [from, to] = [instantOf(form.get('from')), instantOf(form.get('to'))]
    if (from !== undefined && to !== undefined && from >= to) setProblem('The end must be after the start.')
    else onApply({ from, to })
  }
  return (
    <form className={styles.absolute} onSubmit={apply}>
      <label>
        From
        <input name="from" type="datetime-local" step="1" defaultValue={localOf(search.from)} />
      </label>
      <label>
        To, not included
        <input name="to" type="datetime-local" step="1" defaultValue={localOf(search.to)} />
      </label>
      <p role="alert">{problem}</p>
      <Button type="submit">Apply</Button>
    </form>
  )
}

function describe({ range, from, to }: FilterSearch): string {
  if (range) return ranges[range].label
  if (from && to) return `${formatDateTime(msOf(from))} – ${formatDateTime(msOf(to))}`
  if (from) return `Since ${formatDateTime(msOf(from))}`
  if (to) return `Before ${formatDateTime(msOf(to))}`
  return 'Any time'
}

/** The field wants the reader's own clock, without a zone. */
function localOf(timestamp: string | undefined): string {
  if (timestamp === undefined) return ''
  const date = new Date(timestamp)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

function instantOf(local: FormDataEntryValue | null): string | undefined {
  const date = new Date(typeof local === 'string' ? local : '')
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
