import { FunnelAnswer } from './funnel-answer.tsx'
import { type AnswerProps, MeasureAnswer } from './measure-answer.tsx'
import { PathsAnswer } from './paths-answer.tsx'
import { TransfersAnswer } from './transfers-answer.tsx'

/** The answer to a question of any kind. */
export function Answer(props: AnswerProps) {
  switch (props.search.kind) {
    case 'funnel':
      return <FunnelAnswer {...props} />
    case 'paths':
      return <PathsAnswer {...props} />
    case 'transfers':
      return <TransfersAnswer {...props} />
    case 'saved':
      return null
    default:
      return <MeasureAnswer {...props} />
  }
}
