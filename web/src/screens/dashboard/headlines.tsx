import type { Measure } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { allGroups, failedTools, narrowedTo, overview } from '../../data/dashboard.ts'
import { countOf } from '../../data/format.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { measureQuery, transfersBeforeQuery, transfersQuery } from '../../data/insights.ts'
import { formatChange, formatMeasured, formatPoints, formatShare } from '../../data/measure-words.ts'
import type { Search } from '../../data/search.ts'
import styles from './dashboard.module.css'
import { Trend } from './trend.tsx'

const sessions: Measure = { measure: 'distinct', of: 'session_id' }
const events: Measure = { measure: 'count' }

/** The four numbers that one looks at first, each with its way there and against the time before. */
export function Headlines({ search }: { search: Search }) {
  const traffic = narrowedTo(search, { measure: ['count', 'distinct:session_id'], compare: 'previous' })
  const failed = narrowedTo(search, { q: failedTools, compare: 'previous' })
  const { data: counted, error: uncounted } = useQuery(measureQuery(traffic))
  const { data: failing, error: noFailing } = useQuery(measureQuery(narrowedTo(search, overview.failing)))
  const [all] = counted?.groups ?? []
  const numbersAt = (at: number) =>
    counted && {
      now: all?.values[at] ?? 0,
      before: all?.previous?.values[at] ?? null,
      series: all?.series?.map(({ values }) => values[at] ?? 0) ?? [],
    }
  return (
    <section className={styles.headlines} aria-label="At a glance">
      <Headline
        title="Sessions"
        search={{ ...traffic, measure: ['distinct:session_id'] }}
        numbers={numbersAt(1)}
        error={uncounted}
        measure={sessions}
      />
      <Headline
        title="Events"
        search={{ ...traffic, measure: undefined }}
        numbers={numbersAt(0)}
        error={uncounted}
        measure={events}
      />
      <TransferRate search={narrowedTo(search, overview.transfers)} />
      <Headline
        title="Failed tool calls"
        search={failed}
        numbers={failing && allGroups(failing)}
        error={noFailing}
        measure={events}
        tone="failed"
      />
    </section>
  )
}

interface Numbers {
  now: number
  before: number | null
  series: readonly number[]
}

function Headline({
  title,
  search,
  numbers,
  error,
  measure,
  tone = 'plain',
}: {
  title: string
  search: InsightSearch
  numbers: Numbers | undefined
  error: Error | null
  measure: Measure
  tone?: 'plain' | 'failed'
}) {
  const { now = 0, before = null, series = [] } = numbers ?? {}
  return (
    <Card
      title={title}
      search={search}
      value={numbers && formatMeasured(measure, now)}
      note={
        numbers && (before ? `${formatChange(now, before)} from ${formatMeasured(measure, before)} before` : noneBefore)
      }
      error={error}
    >
      <Trend values={series} tone={tone} />
    </Card>
  )
}

const noneBefore = 'none in the time before'

/** How it was before is asked last: it is the least of what one wants to know. */
function TransferRate({ search }: { search: InsightSearch }) {
  const { data, error } = useQuery(transfersQuery(search))
  const { data: past, isLoading } = useQuery(transfersBeforeQuery(search, data !== undefined))
  const count = data && `${countOf(data.with_transfer, 'session')} with a transfer`
  const change =
    data?.rate != null && past?.rate != null
      ? `${formatPoints(data.rate, past.rate)} from ${formatShare(past.rate)} before`
      : past && noneBefore
  return (
    <Card
      title="Transfer rate"
      search={search}
      value={data && formatShare(data.rate)}
      hint={count}
      note={change ?? (isLoading ? undefined : count)}
      error={error}
    />
  )
}

function Card({
  title,
  search,
  value,
  note,
  hint,
  error,
  children,
}: {
  title: string
  search: InsightSearch
  value: string | undefined
  note: string | undefined
  hint?: string | undefined
  error: Error | null
  children?: React.ReactNode
}) {
  return (
    <Link to="/insights" search={search} preload={false} className={styles.headline} title={hint}>
      <span className={styles.headlineTitle}>{title}</span>
      <span className={styles.headlineValue}>{value ?? (error ? '–' : <Coming />)}</span>
      <span className={styles.headlineNote} title={error?.message}>
        {note ?? (error && value === undefined ? 'no answer; see Insights' : '\u00a0')}
      </span>
      {children}
    </Link>
  )
}

function Coming() {
  return (
    <>
      <span className="sr-only">Asking…</span>
      <i className={styles.coming} aria-hidden />
    </>
  )
}
