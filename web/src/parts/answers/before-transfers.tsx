import type { TransfersAnswer } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { placedSearch } from '../../data/click-through.ts'
import { formatCount } from '../../data/format.ts'
import { formatShare } from '../../data/measure-words.ts'
import { type Search, withTerm } from '../../data/search.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import styles from './answers.module.css'
import { Bar } from './bar.tsx'
import before from './before-transfers.module.css'

const shownMax = 6

/** What stood before the first transfer of sessions, a column for each place, the nearest at the right. */
export function BeforeTransfers({ answer, search }: { answer: TransfersAnswer; search: Search }) {
  const positions = [...answer.before].reverse()
  return (
    <section className={styles.part}>
      <h2 className={styles.partTitle}>What came before the first transfer</h2>
      <ScrollRegion label="What came before the first transfer" className={before.scroll}>
        <ol className={before.positions}>
          {positions.map(({ position, events }) => (
            <li key={position} className={before.position}>
              <h3>{position === -1 ? 'Just before' : `${-position} before`}</h3>
              <ol>
                {events.slice(0, shownMax).map(({ type, source_id, count }) => (
                  <li key={JSON.stringify([type, source_id])}>
                    <Link
                      to="/events"
                      search={placedSearch(
                        search,
                        withTerm(undefined, 'type', type),
                        withTerm(undefined, 'source_id', source_id),
                      )}
                      preload={false}
                      title={[type ?? 'no type', source_id].filter(Boolean).join(' · ')}
                    >
                      <span className={before.name}>
                        <bdi>{type ?? 'no type'}</bdi>
                      </span>
                      <span className={before.count} title={formatShare(count / Math.max(1, answer.with_transfer))}>
                        {formatCount(count)}
                      </span>
                    </Link>
                    <Bar value={count} max={answer.with_transfer} isPart />
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
      </ScrollRegion>
    </section>
  )
}
