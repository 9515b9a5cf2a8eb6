import type { Measure } from '@occur/client/protocol'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { failedTools, narrowedTo } from '../../data/dashboard.ts'
import { countOf } from '../../data/format.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { type MeasuredAnswer, measureQuery, transfersQuery } from '../../data/insights.ts'
import { formatChange, formatMeasured, formatShare } from '../../data/measure-words.ts'
import type { Search } from '../../data/search.ts'
import styles from './dashboard.module.css'
import { Trend } from './trend.tsx'

const sessions: Measure = { measure: 'distinct', of: 'session_id' }
const events: Measure = { measure: 'count' }

/** The four numbers that one looks at first, each with its way there and against the time before. */
export function Headlines({ search }: { search: Search }) {
  const traffic = narrowedTo(search, { measure: ['count', 'distinct:session_id'], compare: 'previous' })
  const failed = narrowedTo(search, { q: failedTools, compare: 'previous' })
  const transfers = narrowedTo(search, { kind: 'transfers', preceding: 0, top: 8 })
  const trafficAnswer = useQuery(measureQuery(traffic))
  const failedAnswer = useQuery(measureQuery(failed))
  const rate = useQuery(transfersQuery(transfers))
  const sessionSearch: InsightSearch = { ...traffic, measure: ['distinct:session_id'] }
  return (
    <section className={styles.headlines} aria-label="At a glance">
      <Headline title="Sessions" search={sessionSearch} query={trafficAnswer} at={1} measure={sessions} />
      <Headline
        title="Events"
        search={{ ...traffic, measure: undefined }}
        query={trafficAnswer}
        at={0}
        measure={events}
      />
      <Card
        title="Transfer rate"
        search={transfers}
        value={rate.data && formatShare(rate.data.rate)}
        note={rate.data && `${countOf(rate.data.with_transfer, 'session')} with a transfer`}
        error={rate.error}
      />
      <Headline title="Failed tool calls" search={failed} query={failedAnswer} at={0} measure={events} tone="failed" />
    </section>
  )
}

function Headline({
  title,
  search,
  query: { data, error },
  at,
  measure,
  tone = 'plain',
}: {
  title: string
  search: InsightSearch
  query: UseQueryResult<MeasuredAnswer>
  at: number
  measure: Measure
  tone?: 'plain' | 'failed'
}) {
  const all = data?.groups[0]
  const now = all?.values[at] ?? (data ? 0 : null)
  const before = all?.previous?.values[at] ?? null
  return (
    <Card
      title={title}
      search={search}
      value={data && formatMeasured(measure, now)}
      note={
        data &&
        (before
          ? `${formatChange(now, before)} from ${formatMeasured(measure, before)} before`
          : 'none in the time before')
      }
      error={error}
    >
      <Trend values={all?.series?.map(({ values }) => values[at] ?? 0) ?? []} tone={tone} />
    </Card>
  )
}

function Card({
  title,
  search,
  value,
  note,
  error,
  children,
}: {
  title: string
  search: InsightSearch
  value: string | undefined
  note: string | undefined
  error: Error | null
  children?: React.ReactNode
}) {
  return (
    <Link to="/insights" search={search} preload={false} className={styles.headline}>
      <span className={styles.headlineTitle}>{title}</span>
      <span className={styles.headlineValue}>{value ?? (error ? '–' : '…')}</span>
      <span className={styles.headlineNote} title={error?.message}>
        {note ?? (error ? 'no answer; see Insights' : ' ')}
      </span>
      {children}
    </Link>
  )
}
