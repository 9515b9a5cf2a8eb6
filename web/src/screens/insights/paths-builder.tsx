import { depthDefault } from '../../data/insights.ts'
import { FieldInput } from '../../parts/fields/field-input.tsx'
import { FilterInput } from '../../parts/fields/filter-input.tsx'
import { Select } from '../../parts/fields/select.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import styles from './builder.module.css'
import { Part } from './builder.tsx'
import type { BuilderProps } from './measure-builder.tsx'
import { Offers } from './offers.tsx'
import { UnitSelect } from './unit-select.tsx'

const directions = { after: 'What follows', before: 'What leads there' }

/** Where paths begin, which way they go, and how far. */
export function PathsBuilder({ search, onChange }: BuilderProps) {
  const { start, direction, depth = depthDefault, top = 6 } = search
  return (
    <>
      <Part title="From">
        <FilterInput
          label="Where paths begin"
          value={start ?? ''}
          placeholder="type:human-transfer"
          onChange={(q) => onChange({ start: q || undefined })}
        />
        {start === undefined && <Offers onTake={(q) => onChange({ start: q })} />}
        <Segmented
          label="Direction"
          value={direction ?? 'after'}
          options={directions}
          onChange={(next) => onChange({ direction: next === 'before' ? next : undefined })}
        />
        <p className={styles.hint}>
          Of each session one path is counted: {direction === 'before' ? 'to the last' : 'from the first'} such event.
        </p>
      </Part>
      <Part title="Steps">
        <Select
          label="How many"
          value={String(depth)}
          options={{ 1: '1 step', 2: '2 steps', 3: '3 steps', 4: '4 steps', 5: '5 steps' }}
          onChange={(next) => onChange({ depth: Number(next) === depthDefault ? undefined : Number(next) })}
        />
        <div>
          <span className={styles.hint}>Called by</span>
          <FieldInput
            label="What events are called by"
            value={search.by?.[0] ?? 'type'}
            onChange={(field) => onChange({ by: field === '' || field === 'type' ? undefined : [field] })}
          />
        </div>
        <Select
          label="Told apart at each step"
          value={String(top)}
          options={Object.fromEntries(
            [...new Set([4, 6, 10, 20, top])].sort((a, b) => a - b).map((n) => [n, `The ${n} most frequent`]),
          )}
          onChange={(next) => onChange({ top: Number(next) === 6 ? undefined : Number(next) })}
        />
        <UnitSelect search={search} onChange={(within) => onChange({ within })} />
        <p className={styles.hint}>The filter above says which events are steps at all; the others are passed over.</p>
      </Part>
    </>
  )
}
