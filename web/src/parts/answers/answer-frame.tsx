import type { Covered as CoveredFacts } from '@occur/client/protocol'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import styles from './answers.module.css'
import { ChartSkeleton } from './chart-skeleton.tsx'
import { Covered } from './covered.tsx'
import { QuestionFailure } from './question-failure.tsx'

/** What stands around every answer: the shape of what comes, why nothing does, and what it rests on. */
export function AnswerFrame<Answered extends { covered: CoveredFacts }>({
  query,
  isCompact,
  isNothing,
  children,
}: {
  query: UseQueryResult<Answered>
  isCompact: boolean
  isNothing: (answer: Answered) => boolean
  children: (answer: Answered) => ReactNode
}) {
  const { data, error, isPlaceholderData, refetch } = query
  if (error && (!data || isPlaceholderData))
    return <QuestionFailure error={error} retry={() => void refetch()} isCompact={isCompact} />
  if (!data) return <ChartSkeleton isCompact={isCompact} />
  return (
    <div className={styles.answer}>
      {isNothing(data) ? (
        <p className={styles.none}>
          {isCompact ? 'Nothing in this time.' : 'No event passes. Look at a longer time, or at less of the filter.'}
        </p>
      ) : (
        children(data)
      )}
      {!isCompact && <Covered covered={data.covered} isStale={isPlaceholderData} />}
    </div>
  )
}
