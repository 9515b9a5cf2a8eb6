import type { TransferGrouping } from '@occur/client/protocol'
import { groupingOf } from '../../data/insight-search.ts'
import { precedingDefault, topDefault } from '../../data/insights.ts'
import { Select } from '../../parts/fields/select.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import styles from './builder.module.css'
import { Part } from './builder.tsx'
import { type BuilderProps, TopSelect } from './measure-builder.tsx'

const groupings: Record<TransferGrouping, string> = { tool: 'Tool', prompt: 'Prompt', agent: 'Agent' }

/** By what transfers are told apart, and how far back is looked. */
export function TransfersBuilder({ search, onChange }: BuilderProps) {
  const { preceding = precedingDefault, top = topDefault } = search
  return (
    <>
      <Part title="Rate by">
        <Segmented
          label="Rate by"
          value={groupingOf(search)}
          options={groupings}
          onChange={(by) => onChange({ by: by === 'tool' ? undefined : [by] })}
        />
        <TopSelect top={top} onChange={onChange} />
        <p className={styles.hint}>Sessions count to every tool or prompt that they used.</p>
      </Part>
      <Part title="What came before">
        <Select
          label="Events before the transfer"
          isLabelShown={false}
          value={String(preceding)}
          options={Object.fromEntries(
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => [
              count,
              count === 0 ? 'Do not look' : `${count} event${count === 1 ? '' : 's'} before`,
            ]),
          )}
          onChange={(next) => onChange({ preceding: Number(next) === precedingDefault ? undefined : Number(next) })}
        />
        <p className={styles.hint}>The filter above says which sessions: those with an event that passes.</p>
      </Part>
    </>
  )
}
