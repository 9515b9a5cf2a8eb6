import type { FunnelAnswer as Answered, QuestionUnit } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { countOf, formatCount } from '../../data/format.ts'
import { stepsOf } from '../../data/insight-search.ts'
import { funnelQuery } from '../../data/insights.ts'
import { formatShare } from '../../data/measure-words.ts'
import { formatDuration } from '../../data/time.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { AnswerFrame } from './answer-frame.tsx'
import styles from './answers.module.css'
import { Bar } from './bar.tsx'
import { DropOuts } from './drop-outs.tsx'
import { FunnelGroups } from './funnel-groups.tsx'
import { FunnelPicture } from './funnel-picture.tsx'
import type { AnswerProps } from './measure-answer.tsx'
import table from './table.module.css'

export const unitNouns: Record<QuestionUnit, string> = {
  session: 'session',
  conversation: 'conversation',
  user: 'user',
}

/** How many get through the steps, and who does not. */
export function FunnelAnswer({ search, isCompact = false, onChange }: AnswerProps) {
  const query = useQuery(funnelQuery(search))
  const unit = search.within ?? 'session'
  if (stepsOf(search).length < 2) {
    return (
      <p className={styles.none}>A funnel has two steps or more, each a filter: what comes first, and what then.</p>
    )
  }
  return (
    <AnswerFrame query={query} isCompact={isCompact} isNothing={({ steps }) => steps[0]?.count === 0}>
      {(answer) => (
        <>
          <FunnelPicture steps={answer.steps} isCompact={isCompact} />
          {!isCompact && <StepTable {...{ answer, unit, search, onChange }} isStale={query.isPlaceholderData} />}
          {!isCompact && search.drop !== undefined && answer.drop_outs && (
            <DropOuts
              search={search}
              unit={unit}
              step={search.drop}
              answer={answer}
              onClose={onChange && (() => onChange({ drop: undefined }))}
            />
          )}
          {!isCompact && search.by?.[0] && <FunnelGroups field={search.by[0]} answer={answer} search={search} />}
        </>
      )}
    </AnswerFrame>
  )
}

function StepTable({
  answer: { steps, window_seconds },
  unit,
  search,
  isStale,
  onChange,
}: Pick<AnswerProps, 'search' | 'onChange'> & { answer: Answered; unit: QuestionUnit; isStale: boolean }) {
  const first = steps[0]?.count ?? 0
  return (
    <ScrollRegion label="Steps" className={table.scroll}>
      <table className={table.table} aria-busy={isStale}>
        <caption className="sr-only">
          Steps of the funnel{window_seconds !== null && `, within ${formatDuration(window_seconds * 1000)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <td />
            <th scope="col" data-number>{`${unitNouns[unit].replace(/^./, (letter) => letter.toUpperCase())}s`}</th>
            <th scope="col" data-number>
              of the step before
            </th>
            <th scope="col" data-number>
              of the first
            </th>
            <th scope="col" data-number title="From the step before to this one: half of them were quicker">
              median time
            </th>
            <th scope="col" data-number>
              no further
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, count, from_previous, from_first, seconds }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <tr key={at}>
              <th scope="row" title={name}>
                {at + 1}. <bdi>{name || 'any event'}</bdi>
              </th>
              <td className={table.barCell}>
                <Bar value={count} max={first} isPart />
              </td>
              <td data-number>{formatCount(count)}</td>
              <td data-number>{formatShare(from_previous)}</td>
              <td data-number>{formatShare(from_first)}</td>
              <td data-number title={seconds ? `p90 ${formatDuration(seconds.p90 * 1000)}` : undefined}>
                {seconds ? formatDuration(seconds.median * 1000) : '–'}
              </td>
              <td data-number>
                <Stayed
                  count={count - (steps[at + 1]?.count ?? 0)}
                  step={at + 1}
                  isLast={at === steps.length - 1}
                  isOpen={search.drop === at + 1}
                  {...{ unit, onChange }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** How many stopped here, which leads to who they are. */
function Stayed({
  count,
  step,
  isLast,
  isOpen,
  unit,
  onChange,
}: Pick<AnswerProps, 'onChange'> & {
  count: number
  step: number
  isLast: boolean
  isOpen: boolean
  unit: QuestionUnit
}) {
  if (count === 0 || !onChange) return formatCount(count)
  const who = countOf(count, unitNouns[unit])
  return (
    <button
      type="button"
      className={styles.reveal}
      aria-expanded={isOpen}
      aria-label={isLast ? `Show ${who} that went all the way` : `Show ${who} that got to step ${step} and no further`}
      onClick={() => onChange({ drop: isOpen ? undefined : step })}
    >
      {isLast ? 'Show' : formatCount(count)}
    </button>
  )
}
