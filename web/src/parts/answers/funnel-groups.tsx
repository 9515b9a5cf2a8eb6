import type { FunnelAnswer, ReachedStep } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { bothOf, listOfUnit } from '../../data/click-through.ts'
import { formatCount } from '../../data/format.ts'
import { type InsightSearch, stepsOf } from '../../data/insight-search.ts'
import { formatShare, shortField } from '../../data/measure-words.ts'
import { withTerm } from '../../data/search.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import styles from './answers.module.css'
import { Name } from './group-table.tsx'
import table from './table.module.css'

/** The steps for each group; a group's name leads to those who took its first step. */
export function FunnelGroups({
  field,
  answer,
  search,
}: {
  field: string
  answer: FunnelAnswer
  search: InsightSearch
}) {
  const { range, from, to, tz, within } = search
  const first = bothOf(search.q, stepsOf(search)[0]?.q)
  const place = listOfUnit[within ?? 'session']
  return (
    <section className={styles.part}>
      <h2 className={styles.partTitle}>By {shortField(field)}</h2>
      <ScrollRegion label={`Steps by ${shortField(field)}`} className={table.scroll}>
        <table className={table.table}>
          <caption className="sr-only">Steps by {shortField(field)}</caption>
          <thead>
            <tr>
              <th scope="col">{shortField(field)}</th>
              {answer.steps.map(({ name }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                <th key={at} scope="col" data-number title={name}>
                  {at + 1}. <bdi>{name.length > 24 ? `${name.slice(0, 23)}…` : name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.groups.map(({ key, steps }) => (
              <tr key={JSON.stringify(key)}>
                <th scope="row">
                  <Link
                    to={place}
                    search={{ q: bothOf(first, withTerm(undefined, field, key)), range, from, to, tz }}
                    preload={false}
                  >
                    <Name name={key} />
                  </Link>
                </th>
                <Cells steps={steps} />
              </tr>
            ))}
            {answer.rest && (
              <tr className={table.rest}>
                <th scope="row">All others</th>
                <Cells steps={answer.rest.steps} />
              </tr>
            )}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Cells({ steps }: { steps: readonly ReachedStep[] }) {
  return steps.map(({ count, from_first }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
    <td key={at} data-number>
      {formatCount(count)} {at > 0 && <em>{formatShare(from_first)}</em>}
    </td>
  ))
}
