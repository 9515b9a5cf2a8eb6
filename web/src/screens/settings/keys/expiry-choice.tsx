import { useState } from 'react'
import { SelectField, TextField } from '../../../parts/field.tsx'

const dayMs = 86_400_000

const spans = {
  never: { name: 'Never', days: 0 },
  day: { name: 'After a day', days: 1 },
  week: { name: 'After 7 days', days: 7 },
  month: { name: 'After 30 days', days: 30 },
  quarter: { name: 'After 90 days', days: 90 },
  year: { name: 'After a year', days: 365 },
  date: { name: 'On a day…', days: 0 },
} as const

type Span = keyof typeof spans

/** When a key ends by itself: after a while, at the beginning of a day, or not at all. */
export function ExpiryChoice({ onChange }: { onChange: (expiresAt: string | undefined) => void }) {
  const [span, setSpan] = useState<Span>('never')
  const choose = (next: Span) => {
    setSpan(next)
    const { days } = spans[next]
    onChange(days === 0 ? undefined : new Date(Date.now() + days * dayMs).toISOString())
  }
  return (
    <>
      <SelectField label="It ends" value={span} onChange={(event) => choose(event.target.value as Span)}>
        {Object.entries(spans).map(([value, { name }]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      {span === 'date' && (
        <TextField
          label="At the beginning of"
          type="date"
          required
          min={new Date(Date.now() + dayMs).toISOString().slice(0, 10)}
          onChange={({ target }) =>
            onChange(target.value ? new Date(`${target.value}T00:00`).toISOString() : undefined)
          }
        />
      )}
    </>
  )
}
