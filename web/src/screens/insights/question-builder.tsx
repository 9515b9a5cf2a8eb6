import { FunnelBuilder } from './funnel-builder.tsx'
import { type BuilderProps, MeasureBuilder } from './measure-builder.tsx'
import { PathsBuilder } from './paths-builder.tsx'
import { TransfersBuilder } from './transfers-builder.tsx'

/** What there is to choose for a question of its kind. */
export function QuestionBuilder(props: BuilderProps) {
  switch (props.search.kind) {
    case 'funnel':
      return <FunnelBuilder {...props} />
    case 'paths':
      return <PathsBuilder {...props} />
    case 'transfers':
      return <TransfersBuilder {...props} />
    default:
      return <MeasureBuilder {...props} />
  }
}
