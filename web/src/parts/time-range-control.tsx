import { Popover } from '@base-ui/react/popover'
import { CalendarDays } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { boundsFromText, describeRange, rangeFromText, rangePresets } from '../data/range.ts'
import type { Search } from '../data/search.ts'
import { msOf } from '../data/time.ts'
import { msOfWall, wallOf, type Zone } from '../data/zone.ts'
import { Button, buttonClass } from './button.tsx'
import { TextField } from './field.tsx'
import { PopoverPopup } from './popover.tsx'
import styles from './time-range.module.css'
import type { TimeRangeProps } from './time-range.tsx'
import { rangeWords, spanWords } from './time-range-words.ts'
import { ZoneSelect } from './zone-select.tsx'

type Range = Pick<Search, 'range' | 'from' | 'to'>

/** From when to when, and on whose clock: a span that ends now, in words of one's own too, or two instants. */
export function TimeRangeControl({ search, onChange }: TimeRangeProps) {
  const [isOpen, setOpen] = useState(false)
  const change = (range: Range) => {
    setOpen(false)
    onChange({ range: undefined, from: undefined, to: undefined, ...range })
  }
  const isAny = !search.range && !search.from && !search.to
  const said = rangeWords(search)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()} aria-label={`Time range: ${said}`}>
        <CalendarDays size={14} aria-hidden />
        {said}
      </Popover.Trigger>
      <PopoverPopup label="Time range" className={styles.rangePopup}>
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
        <div className={styles.own}>
          <WrittenRange zone={search.tz} onApply={change} />
          <AbsoluteRange key={search.tz} search={search} onApply={change} />
          <ZoneSelect zone={search.tz} onChange={(tz) => onChange({ tz })} />
        </div>
      </PopoverPopup>
    </Popover.Root>
  )
}

/** What the range is, as one would say it: understood while it is written, taken with Enter. */
function WrittenRange({ zone, onApply }: { zone: Zone; onApply: (range: Range) => void }) {
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const range = rangeFromText(text)
  const understood: Range | undefined = range === undefined ? boundsFromText(text, zone) : { range }
  const isWrong = isAsked && text.trim() !== '' && !understood
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (understood) onApply(understood)
      }}
    >
      <TextField
        label="In your words"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAsked(false)
        }}
        placeholder="90 min, last 3 days, 2026-03-02"
        aria-invalid={isWrong}
        aria-describedby="written-range-hint"
      />
      <p id="written-range-hint" className={styles.hint} data-wrong={isWrong || undefined} role="status">
        {understood
          ? `${spanWords(understood)}: press Enter`
          : isWrong
            ? 'Not understood. Write 3 days, 2h to 1h ago, yesterday or 2026-03-02 to 2026-03-04.'
            : 'Enter takes it.'}
      </p>
    </form>
  )
}

function AbsoluteRange({ search, onApply }: { search: Search; onApply: (range: Range) => void }) {
  const [problem, setProblem] = useState<string>()
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [from, to] = [instantOf(form.get('from'), search.tz), instantOf(form.get('to'), search.tz)]
    if (from !== undefined && to !== undefined && from >= to) setProblem('The end must be after the start.')
    else onApply({ from, to })
  }
  return (
    <form className={styles.form} onSubmit={apply}>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={end === 'from' ? 'From' : 'To, not included'}
          name={end}
          type="datetime-local"
          step="1"
          defaultValue={localOf(search[end], search.tz)}
        />
      ))}
      <p role="alert" className={styles.hint} data-wrong>
        {problem}
      </p>
      <Button type="submit">Apply</Button>
    </form>
  )
}

/** The field wants a clock's own text, without a zone. */
function localOf(timestamp: string | undefined, zone: Zone): string {
  return timestamp === undefined ? '' : wallOf(msOf(timestamp), zone)
}

function instantOf(local: FormDataEntryValue | null, zone: Zone): string | undefined {
  const ms = msOfWall(typeof local === 'string' ? local : '', zone)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
