import { type Interval, intervals, type Measure } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { fieldNamesQuery } from '../../data/field-names.ts'
import { groupsMax, type InsightSearch, measuresMax, measuresOf, textOfMeasure } from '../../data/insight-search.ts'
import { topDefault } from '../../data/insights.ts'
import { intervalName } from '../../data/interval.ts'
import { FieldInput } from '../../parts/fields/field-input.tsx'
import { Select } from '../../parts/fields/select.tsx'
import styles from './builder.module.css'
import { AddButton, GroupFields, Part, Row } from './builder.tsx'

export interface BuilderProps {
  search: InsightSearch
  onChange: (change: Partial<InsightSearch>) => void
}

/** What is measured, by what, how finely, and against what. */
export function MeasureBuilder({ search, onChange }: BuilderProps) {
  const { by = [], chart, interval, compare, range, from, top = topDefault } = search
  const measures = measuresOf(search)
  const put = (next: readonly Measure[]) => {
    const texts = [...new Set(next.map(textOfMeasure))]
    onChange({ measure: texts.length === 0 || texts.join() === 'count' ? undefined : texts })
  }
  return (
    <>
      <Part title="Measure">
        {measures.map((measure, at) => (
          <MeasureRow
            key={textOfMeasure(measure)}
            measure={measure}
            at={at}
            onChange={(next) => put(measures.with(at, next))}
            onRemove={measures.length > 1 ? () => put(measures.toSpliced(at, 1)) : undefined}
          />
        ))}
        {measures.length < measuresMax && (
          <AddButton onClick={() => put([...measures, unused(measures)])}>Measure more</AddButton>
        )}
      </Part>
      <Part title="Group by">
        <GroupFields
          fields={by}
          max={groupsMax}
          onChange={(by) => onChange({ by, top: by ? search.top : undefined })}
        />
        {by.length > 0 && <TopSelect top={top} onChange={onChange} />}
      </Part>
      <Part title="Over time">
        <Select
          label="Interval"
          isLabelShown={false}
          value={(interval ?? '') as string}
          options={{
            ...(chart === undefined ? { '': suiting } : { '': 'Not over time', auto: suiting }),
            ...intervalNames,
          }}
          onChange={(next) => onChange({ interval: (next || undefined) as InsightSearch['interval'] })}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={compare === 'previous'}
            disabled={!range && !from}
            onChange={({ target }) => onChange({ compare: target.checked ? 'previous' : undefined })}
          />
          Compare with the time before
        </label>
        {!range && !from && (
          <p className={styles.hint}>To compare, choose a time range: the same length before it is looked at.</p>
        )}
      </Part>
    </>
  )
}

const suiting = 'Steps that suit the range'
const intervalNames = Object.fromEntries(intervals.map((one) => [one, `By ${intervalName(one)}`])) as Record<
  Interval,
  string
>

export function TopSelect({
  top,
  onChange,
  name = 'groups',
}: { top: number; name?: string } & Pick<BuilderProps, 'onChange'>) {
  const counts = [...new Set([5, 10, 20, 50, 100, top])].sort((a, b) => a - b)
  return (
    <Select
      label={`How many ${name}`}
      isLabelShown={false}
      value={String(top)}
      options={Object.fromEntries(counts.map((count) => [`${count}`, `The ${count} largest ${name}`]))}
      onChange={(next) => onChange({ top: Number(next) })}
    />
  )
}

const ofSessions: Record<string, string> = {
  count: 'Events',
  'distinct:session_id': 'Sessions',
  'distinct:conversation_id': 'Conversations',
  'distinct:user_id': 'Users',
}
const ofFields: Record<string, string> = {
  distinct: 'How many different…',
  average: 'Average of…',
  p50: 'Median of…',
  p90: '90th percentile of…',
  p95: '95th percentile of…',
  p99: '99th percentile of…',
  min: 'Smallest of…',
  max: 'Largest of…',
  sum: 'Sum of…',
}

function MeasureRow({
  measure,
  at,
  onChange,
  onRemove,
}: {
  measure: Measure
  at: number
  onChange: (measure: Measure) => void
  onRemove: (() => void) | undefined
}) {
  const { data: names } = useQuery(fieldNamesQuery)
  const text = textOfMeasure(measure)
  const kind = text in ofSessions ? text : text.slice(0, text.indexOf(':'))
  const of = measure.measure === 'count' ? '' : measure.of
  const other = { ...(kind in ofSessions || kind in ofFields ? {} : { [kind]: `${kind.slice(1)}th percentile of…` }) }
  const choose = (next: string) => {
    if (next === 'count') return onChange({ measure: 'count' })
    if (next.includes(':')) return onChange({ measure: 'distinct', of: next.slice(next.indexOf(':') + 1) })
    if (next === 'distinct')
      return onChange({ measure: 'distinct', of: of.startsWith('attributes.') ? of : 'source_id' })
    const number = of.startsWith('attributes.') ? of : usualNumber(names?.numbers)
    onChange(numberMeasure(next, number))
  }
  return (
    <Row name={`measure ${at + 1}`} onRemove={onRemove}>
      <Select
        label={`Measure ${at + 1}`}
        isLabelShown={false}
        value={kind}
        options={{ ...ofSessions, ...ofFields, ...other }}
        onChange={choose}
      />
      {measure.measure !== 'count' && !(text in ofSessions) && (
        <FieldInput
          label={`Field of measure ${at + 1}`}
          value={measure.of}
          {...(measure.measure === 'distinct' ? {} : { only: 'numbers' as const })}
          onChange={(next) => next !== '' && onChange({ ...measure, of: next })}
        />
      )}
    </Row>
  )
}

function numberMeasure(kind: string, of: string): Measure {
  if (kind.startsWith('p')) return { measure: 'percentile', of, percent: Number(kind.slice(1)) }
  return { measure: kind as 'sum', of }
}

/** How long something took is what is asked most. */
function usualNumber(numbers: readonly string[] = []): string {
  return numbers.find((path) => /duration|latency|elapsed/.test(path)) ?? numbers[0] ?? 'attributes.duration_ms'
}

function unused(measures: readonly Measure[]): Measure {
  const taken = new Set(measures.map(textOfMeasure))
  const free = Object.keys(ofSessions).find((text) => !taken.has(text)) ?? 'distinct:source_id'
  return free === 'count' ? { measure: 'count' } : { measure: 'distinct', of: free.slice('distinct:'.length) }
}
