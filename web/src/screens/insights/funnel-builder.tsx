import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useState } from 'react'
import { type InsightSearch, type Step, stepsMax, stepsOf, withSteps } from '../../data/insight-search.ts'
import { topDefault } from '../../data/insights.ts'
import { formatDuration } from '../../data/time.ts'
import { IconButton } from '../../parts/button.tsx'
import { FilterInput } from '../../parts/fields/filter-input.tsx'
import { Select } from '../../parts/fields/select.tsx'
import styles from './builder.module.css'
import { AddButton, GroupFields, Part } from './builder.tsx'
import { type BuilderProps, TopSelect } from './measure-builder.tsx'
import { Offers } from './offers.tsx'
import { UnitSelect } from './unit-select.tsx'

/** Which steps, within what, how quickly, and told apart by what. */
export function FunnelBuilder({ search, onChange }: BuilderProps) {
  const steps = stepsOf(search)
  const [isAdding, setAdding] = useState(false)
  const put = (next: readonly Step[]) => onChange(withSteps(next))
  const add = (q: string) => {
    setAdding(false)
    if (q !== '') put([...steps, { q }])
  }
  return (
    <>
      <Part title="Steps, in order">
        <ol className={styles.steps}>
          {steps.map((step, at) => (
            <StepCard
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={at}
              step={step}
              at={at}
              onChange={(next) => put(steps.with(at, next))}
              onUp={at > 0 ? () => put(swapped(steps, at - 1)) : undefined}
              onDown={at < steps.length - 1 ? () => put(swapped(steps, at)) : undefined}
              onRemove={() => put(steps.toSpliced(at, 1))}
            />
          ))}
          {isAdding && (
            <li className={styles.step}>
              <span className={styles.stepNumber} aria-hidden>
                {steps.length + 1}
              </span>
              <FilterInput label={`Filter of step ${steps.length + 1}`} value="" isNew onChange={add} />
            </li>
          )}
        </ol>
        {steps.length < stepsMax && !isAdding && <AddButton onClick={() => setAdding(true)}>Add a step</AddButton>}
        {steps.length < 2 && <Offers onTake={add} />}
      </Part>
      <Part title="Who, and how quickly">
        <UnitSelect search={search} onChange={(within) => onChange({ within, drop: undefined })} />
        <Select
          label="From the first step to the last within"
          value={String(search.window ?? '')}
          options={windowOptions(search)}
          onChange={(next) => onChange({ window: next === '' ? undefined : Number(next) })}
        />
      </Part>
      <Part title="Split by">
        <GroupFields
          fields={search.by ?? []}
          max={1}
          onChange={(by) => onChange({ by, top: by ? search.top : undefined })}
        />
        {search.by && <TopSelect top={search.top ?? topDefault} onChange={onChange} />}
      </Part>
    </>
  )
}

function StepCard({
  step,
  at,
  onChange,
  onUp,
  onDown,
  onRemove,
}: {
  step: Step
  at: number
  onChange: (step: Step) => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onRemove: () => void
}) {
  const number = at + 1
  return (
    <li className={styles.step}>
      <span className={styles.stepNumber} aria-hidden>
        {number}
      </span>
      <div className={styles.stepHead}>
        <input
          // What was typed is given up for what the address says.
          key={step.name}
          defaultValue={step.name}
          placeholder={`Step ${number}`}
          aria-label={`Name of step ${number}`}
          maxLength={80}
          onBlur={({ target }) => {
            if (target.value.trim() !== (step.name ?? '')) onChange({ ...step, name: target.value.trim() || undefined })
          }}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
        />
        <IconButton name={`Move step ${number} up`} disabled={!onUp} onClick={onUp}>
          <ArrowUp size={14} aria-hidden />
        </IconButton>
        <IconButton name={`Move step ${number} down`} disabled={!onDown} onClick={onDown}>
          <ArrowDown size={14} aria-hidden />
        </IconButton>
        <IconButton name={`Remove step ${number}`} onClick={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.stepFilter}>
        <FilterInput
          label={`Filter of step ${number}`}
          value={step.q}
          onChange={(q) => (q === '' ? onRemove() : onChange({ ...step, q }))}
        />
      </div>
    </li>
  )
}

/** The step at a place and the one after it, the other way round. */
function swapped(steps: readonly Step[], at: number): Step[] {
  const [first, second] = [steps[at], steps[at + 1]]
  return first && second ? steps.toSpliced(at, 2, second, first) : [...steps]
}

const windows = [60, 300, 900, 3600, 86_400, 7 * 86_400, 30 * 86_400]

function windowOptions({ window, within }: InsightSearch): Record<string, string> {
  const seconds = [...new Set([...windows, ...(window ? [window] : [])])].sort((a, b) => a - b)
  return {
    '': within === 'user' ? 'Seven days' : 'Any time',
    ...Object.fromEntries(seconds.map((one) => [String(one), spanName(one)])),
  }
}

function spanName(seconds: number): string {
  const known: Record<number, string> = {
    60: 'A minute',
    300: '5 minutes',
    900: '15 minutes',
    3600: 'An hour',
    86400: 'A day',
    604800: '7 days',
    2592000: '30 days',
  }
  return known[seconds] ?? formatDuration(seconds * 1000)
}
