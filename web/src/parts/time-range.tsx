import { Popover } from '@base-ui/react/popover'
import { CalendarDays } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { describeRange, rangePresets } from '../data/range.ts'
import type { Search } from '../data/search.ts'
import { formatDateTime, msOf } from '../data/time.ts'
import { msOfWall, wallOf, type Zone } from '../data/zone.ts'
import { Button, buttonClass } from './button.tsx'
import styles from './time-range.module.css'

/** From when to when: a span that ends now, or two instants. */
export function TimeRange({ search, onChange }: { search: Search; onChange: (change: Partial<Search>) => void }) {
  const [isOpen, setOpen] = useState(false)
  const change = (range: Pick<Search, 'range' | 'from' | 'to'>) => {
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
              {rangePresets.map((name) => (
                <button
                  key={name}
                  type="button"
                  className={styles.preset}
                  aria-pressed={search.range === name}
                  onClick={() => change({ range: name })}
                >
                  {describeRange(name)}
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

function AbsoluteRange({ search, onApply }: { search: Search; onApply: (range: Pick<Search, 'from' | 'to'>) => void }) {
  const [problem, setProblem] = useState<string>()
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [from, to] = [instantOf(form.get('from'), search.tz), instantOf(form.get('to'), search.tz)]
    if (from !== undefined && to !== undefined && from >= to) setProblem('The end must be after the start.')
    else onApply({ from, to })
  }
  return (
    <form className={styles.absolute} onSubmit={apply}>
      <label>
        From
        <input name="from" type="datetime-local" step="1" defaultValue={localOf(search.from, search.tz)} />
      </label>
      <label>
        To, not included
        <input name="to" type="datetime-local" step="1" defaultValue={localOf(search.to, search.tz)} />
      </label>
      <p role="alert">{problem}</p>
      <Button type="submit">Apply</Button>
    </form>
  )
}

function describe({ range, from, to }: Search): string {
  if (range) return describeRange(range)
  if (from && to) return `${formatDateTime(msOf(from))} – ${formatDateTime(msOf(to))}`
  if (from) return `Since ${formatDateTime(msOf(from))}`
  if (to) return `Before ${formatDateTime(msOf(to))}`
  return 'Any time'
}

/** The field wants a clock's own text, without a zone. */
function localOf(timestamp: string | undefined, zone: Zone): string {
  return timestamp === undefined ? '' : wallOf(msOf(timestamp), zone)
}

function instantOf(local: FormDataEntryValue | null, zone: Zone): string | undefined {
  const ms = msOfWall(typeof local === 'string' ? local : '', zone)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
