import { ChevronDown, ChevronUp, Search as Glass } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { type View, views } from '../../data/session-views.ts'
import { IconButton } from '../../parts/button.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import styles from './session-bar.module.css'

/** Things of one kind in a session, and the way from one to the next. */
export interface Steps {
  name: string
  one: string
  keys: [next: string, previous: string]
  count: number
  /** How many of them are at the place where one is, or before it. */
  passed: number
  tone?: 'failed' | 'transfer' | 'match'
  onStep: (direction: 1 | -1) => void
}

interface SessionBarProps {
  /** There is a filter. On a phone one that is empty opens when it is asked for. */
  isFiltered: boolean
  view: View
  onView: (view: View) => void
  steps: readonly Steps[]
  /** Whether only what fits the filter is shown, while there is one. */
  only: { is: boolean; onChange: (only: boolean) => void } | undefined
  /** How many of all events are shown, if not all are. */
  shown: string
  /** What comes before all of it, where the page is narrow. */
  parts?: ReactNode
  /** The filter. */
  children: ReactNode
}

/** What is looked for in the session, the way from one find to the next, and which part is shown. */
export function SessionBar({ isFiltered, view, onView, steps, only, shown, parts, children }: SessionBarProps) {
  const filter = useRef<HTMLDivElement>(null)
  const [isFinding, setFinding] = useState(false)
  const find = () => {
    setFinding(!isFinding)
    if (!isFinding) filter.current?.querySelector('input')?.focus()
  }
  return (
    <div className={styles.bar}>
      <div ref={filter} className={styles.filter} data-open={isFiltered || isFinding || undefined}>
        {children}
      </div>
      <div className={styles.tools}>
        {parts}
        <span className={styles.find}>
          <IconButton name="Find in this session" aria-expanded={isFiltered || isFinding} onClick={find}>
            <Glass size={15} aria-hidden />
          </IconButton>
        </span>
        {steps.map((one) => (
          <Stepper key={one.name} {...one} />
        ))}
        {only && (
          <label className={styles.only}>
            <input type="checkbox" checked={only.is} onChange={(event) => only.onChange(event.target.checked)} />
            Only matches
          </label>
        )}
        <Segmented label="Show" value={view} options={views} onChange={onView} />
        <span className={styles.shown} role="status">
          {shown}
        </span>
      </div>
    </div>
  )
}

function Stepper({ name, one, keys: [next, previous], count, passed, tone, onStep }: Steps) {
  return (
    <fieldset className={styles.stepper} data-tone={count > 0 ? tone : undefined}>
      <legend className="sr-only">{name}</legend>
      <span className={styles.count}>
        {count > 0 && passed > 0 ? `${passed.toLocaleString('en')} of ` : ''}
        {count.toLocaleString('en')} <span className={styles.name}>{count === 1 ? one : name.toLowerCase()}</span>
      </span>
      <IconButton name={`Previous ${one}`} hint={previous} disabled={count === 0} onClick={() => onStep(-1)}>
        <ChevronUp size={14} aria-hidden />
      </IconButton>
      <IconButton name={`Next ${one}`} hint={next} disabled={count === 0} onClick={() => onStep(1)}>
        <ChevronDown size={14} aria-hidden />
      </IconButton>
    </fieldset>
  )
}
