import type { PathsAnswer as Answered } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { placedSearch } from '../../data/click-through.ts'
import { formatCount } from '../../data/format.ts'
import { pathsQuery } from '../../data/insights.ts'
import { withTerm } from '../../data/search.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { AnswerFrame } from './answer-frame.tsx'
import styles from './answers.module.css'
import flow from './flow-diagram.module.css'
import { FlowDiagram } from './flow-diagram.tsx'
import { nameOf } from './flow-node.tsx'
import type { AnswerProps } from './measure-answer.tsx'
import table from './table.module.css'

/** What came after an event, or before it. */
export function PathsAnswer({ search, isCompact = false, onChange }: AnswerProps) {
  const query = useQuery(pathsQuery(search))
  const by = search.by?.[0] ?? 'type'
  if (search.start === undefined) {
    return <p className={styles.none}>Say where paths begin: any filter, for instance type:human-transfer.</p>
  }
  const filterOf = (value: string | null) => withTerm(undefined, by, value)
  return (
    <AnswerFrame query={query} isCompact={isCompact} isNothing={({ nodes }) => nodes.length === 0}>
      {(answer) => (
        <>
          <FlowDiagram
            answer={answer}
            isBackwards={search.direction === 'before'}
            isCompact={isCompact}
            actions={{ filterOf, searchOf: (value) => placedSearch(search, filterOf(value)), onChange }}
          />
          {!isCompact && <LinkTable answer={answer} isBackwards={search.direction === 'before'} />}
        </>
      )}
    </AnswerFrame>
  )
}

/** The diagram in words. */
function LinkTable({ answer: { nodes, links }, isBackwards }: { answer: Answered; isBackwards: boolean }) {
  return (
    <details className={flow.table}>
      <summary>As a table</summary>
      <ScrollRegion label="Paths as a table" className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">{isBackwards ? 'After' : 'From'}</th>
              <th scope="col">{isBackwards ? 'came before it' : 'To'}</th>
              <th scope="col" data-number>
                Paths
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map(({ from, to, count }) => {
              const [near, far] = [nodes[from], nodes[to]]
              return (
                near &&
                far && (
                  <tr key={`${from} ${to}`}>
                    <td>{far.depth}</td>
                    <th scope="row">{nameOf(near)}</th>
                    <td>{nameOf(far)}</td>
                    <td data-number>{formatCount(count)}</td>
                  </tr>
                )
              )
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
