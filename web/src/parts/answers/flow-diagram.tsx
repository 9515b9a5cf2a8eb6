import type { PathsAnswer } from '@occur/client/protocol'
import { useMemo, useState } from 'react'
import { ScrollRegion } from '../scroll-region.tsx'
import styles from './flow-diagram.module.css'
import { layoutFlow } from './flow-layout.ts'
import { FlowNode, type NodeActions } from './flow-node.tsx'

/** Paths as ribbons between what happened; pointing at a node, or going to it, shows what goes through it. */
export function FlowDiagram({
  answer,
  isBackwards,
  isCompact,
  actions,
}: {
  answer: PathsAnswer
  isBackwards: boolean
  isCompact: boolean
  actions: NodeActions
}) {
  const [active, setActive] = useState<number>()
  const { columns, height, nodes, ribbons } = useMemo(() => layoutFlow(answer, isBackwards), [answer, isBackwards])
  const total = answer.nodes.reduce((sum, { depth, count }) => sum + (depth === 0 ? count : 0), 0)
  return (
    <ScrollRegion label="Paths" className={styles.scroll}>
      <div
        className={styles.flow}
        style={{ height, minWidth: `${columns * (isCompact ? 7 : 9.5)}rem` }}
        data-active={active === undefined ? undefined : true}
      >
        <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" aria-hidden>
          {ribbons.map(({ from, to, outline }) => (
            <path key={`${from} ${to}`} d={outline} data-active={active === from || active === to || undefined} />
          ))}
        </svg>
        {nodes.map((place) => {
          const node = answer.nodes[place.index]
          return (
            node && (
              <FlowNode
                key={place.index}
                node={node}
                place={place}
                width={1 / columns}
                total={total}
                actions={actions}
                onActive={(isActive) => setActive(isActive ? place.index : undefined)}
              />
            )
          )
        })}
      </div>
    </ScrollRegion>
  )
}
