import table from './table.module.css'

export type BarTone = 'plain' | 'transfer' | 'failed' | 'rest'

/** A number as a length, for the eye alone: the number stands beside it. `mark` is how long it was before. */
export function Bar({
  value,
  max,
  mark,
  tone = 'plain',
  color,
  isPart = false,
}: {
  value: number | null
  max: number
  mark?: number | null | undefined
  tone?: BarTone
  /** Instead of a tone: that of the same thing in a chart. */
  color?: string | undefined
  /** What it is a part of is drawn, too. */
  isPart?: boolean
}) {
  const width = (number: number) => `${max > 0 ? Math.min(100, Math.max(0, (number / max) * 100)) : 0}%`
  return (
    <span className={isPart ? `${table.bar} ${table.track}` : table.bar} aria-hidden>
      {value !== null && (
        <i
          style={{ width: width(value), ...(color && { background: color }) }}
          data-tone={tone}
          data-zero={value === 0 || undefined}
        />
      )}
      {mark ? <b style={{ left: width(mark) }} /> : null}
    </span>
  )
}
