import { Hourglass, Users } from 'lucide-react'
import { ApiError } from '../../data/api.ts'
import { Button } from '../button.tsx'
import { Failure, Notice } from '../states.tsx'
import styles from './answers.module.css'

/** A question without an answer, and what to do about it. */
export function QuestionFailure({
  error,
  retry,
  isCompact = false,
}: {
  error: unknown
  retry: () => void
  isCompact?: boolean
}) {
  const status = error instanceof ApiError ? error.status : undefined
  const isTooExpensive = error instanceof ApiError && error.isTooExpensive
  if (isCompact) {
    return (
      <div className={styles.brief} role="alert">
        <p>{isTooExpensive ? 'Too much for one answer: ask about a shorter time.' : sayBriefly(error)}</p>
        <Button onClick={retry}>Ask again</Button>
      </div>
    )
  }
  if (isTooExpensive) {
    return (
      <Notice title="That is more than one answer may take" tone="failed" icon={<Hourglass />}>
        <p>
          Ask about a shorter time, narrow the filter, or group by fewer fields. Asking the same again would take as
          long.
        </p>
        <p className="mono">{error.problems[0]?.msg}</p>
      </Notice>
    )
  }
  if (status === 429) {
    return (
      <Notice title="Many are asking right now" tone="failed" icon={<Users />}>
        <p>The question waited for its turn in vain. It is asked again by itself in a few seconds.</p>
        <Button onClick={retry}>Ask again now</Button>
      </Notice>
    )
  }
  return <Failure error={error} retry={retry} />
}

function sayBriefly(error: unknown): string {
  if (error instanceof ApiError && error.status === 429)
    return 'Many are asking right now; this is asked again by itself.'
  return error instanceof Error ? error.message : String(error)
}
