import type { TransfersAnswer as Answered, TransferGrouping } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { placedSearch } from '../../data/click-through.ts'
import { countOf, formatCount } from '../../data/format.ts'
import { groupingOf, type InsightSearch } from '../../data/insight-search.ts'
import { transfersQuery } from '../../data/insights.ts'
import { formatShare } from '../../data/measure-words.ts'
import { withTerm } from '../../data/search.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { AnswerFrame } from './answer-frame.tsx'
import styles from './answers.module.css'
import { Bar } from './bar.tsx'
import { BeforeTransfers } from './before-transfers.tsx'
import { Name } from './group-table.tsx'
import type { AnswerProps } from './measure-answer.tsx'
import figures from './numbers.module.css'
import table from './table.module.css'

/** In how many sessions somebody was handed over, by whom, and after what. */
export function TransfersAnswer({ search, isCompact = false }: AnswerProps) {
  const query = useQuery(transfersQuery(search))
  const by = groupingOf(search)
  return (
    <AnswerFrame query={query} isCompact={isCompact} isNothing={({ sessions }) => sessions === 0}>
      {(answer) => (
        <>
          {!isCompact && <Totals answer={answer} search={search} />}
          <GroupRates {...{ answer, by, search, isCompact }} isStale={query.isPlaceholderData} />
          {!isCompact && answer.before.length > 0 && <BeforeTransfers answer={answer} search={search} />}
        </>
      )}
    </AnswerFrame>
  )
}

function Totals({ answer: { sessions, with_transfer, rate }, search }: { answer: Answered; search: InsightSearch }) {
  return (
    <dl className={figures.numbers}>
      <div className={figures.number}>
        <dt>Transfer rate</dt>
        <dd className={figures.big}>{formatShare(rate)}</dd>
      </div>
      <div className={figures.number}>
        <dt>Sessions with a transfer</dt>
        <dd className={figures.big}>
          <Link to="/sessions" search={placedSearch(search, 'transfers>0')} preload={false}>
            {formatCount(with_transfer)}
          </Link>
        </dd>
      </div>
      <div className={figures.number}>
        <dt>Sessions</dt>
        <dd className={figures.big}>
          <Link to="/sessions" search={placedSearch(search)} preload={false}>
            {formatCount(sessions)}
          </Link>
        </dd>
      </div>
    </dl>
  )
}

const headOf: Record<TransferGrouping, string> = { tool: 'Tool', prompt: 'Prompt', agent: 'Agent' }

function GroupRates({
  answer: { groups, group_count },
  by,
  search,
  isCompact,
  isStale,
}: {
  answer: Answered
  by: TransferGrouping
  search: InsightSearch
  isCompact: boolean
  isStale: boolean
}) {
  const max = Math.max(0, ...groups.map(({ rate }) => rate ?? 0))
  const label = `Transfer rate by ${by}`
  return (
    <section className={styles.part}>
      {!isCompact && <h2 className={styles.partTitle}>{label}</h2>}
      <ScrollRegion label={label} className={table.scroll}>
        <table className={table.table} data-compact={isCompact || undefined} aria-busy={isStale}>
          <caption className="sr-only">{label}</caption>
          <thead className={isCompact ? 'sr-only' : undefined}>
            <tr>
              <th scope="col">{headOf[by]}</th>
              <td />
              <th scope="col" data-number>
                rate
              </th>
              {!isCompact && (
                <th scope="col" data-number>
                  with a transfer
                </th>
              )}
              {!isCompact && (
                <th scope="col" data-number>
                  sessions
                </th>
              )}
            </tr>
          </thead>
          <tbody className={isStale ? table.stale : undefined}>
            {groups.map(({ value, sessions, with_transfer, rate }) => {
              const group = placedSearch(search, filterOfGroup(by, value))
              return (
                <tr key={JSON.stringify(value)}>
                  <th scope="row" title={value ?? undefined}>
                    <Link to="/sessions" search={placedSearch(group, 'transfers>0')} preload={false}>
                      <Name name={value} />
                    </Link>
                  </th>
                  <td className={table.barCell}>
                    <Bar value={rate} max={max} tone="transfer" />
                  </td>
                  <td data-number>{formatShare(rate)}</td>
                  {!isCompact && <td data-number>{formatCount(with_transfer)}</td>}
                  {!isCompact && (
                    <td data-number className={table.change}>
                      <Link to="/sessions" search={group} preload={false} aria-label={countOf(sessions, 'session')}>
                        {formatCount(sessions)}
                      </Link>
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollRegion>
      {!isCompact && groups.length < group_count && (
        <p className={styles.before}>
          The {groups.length} with the most sessions, of {formatCount(group_count)}.
        </p>
      )}
    </section>
  )
}

/** Sessions that called the tool, ran the prompt, or were with the agent. */
function filterOfGroup(by: TransferGrouping, value: string | null): string | undefined {
  if (by === 'agent') return withTerm(undefined, 'agent_name', value)
  const source = by === 'tool' ? 'tool-call' : 'llm-prompt'
  if (value === null) return by === 'tool' ? 'tool_calls:0' : undefined
  return [withTerm(undefined, 'source', source), withTerm(undefined, 'source_id', value)].join(' ')
}
