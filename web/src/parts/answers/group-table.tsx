import type { AnsweredGroup, Measure } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { placeOf, searchOfGroup } from '../../data/click-through.ts'
import type { MeasuredAnswer } from '../../data/insights.ts'
import { formatChange, formatMeasured, measureName, shortField } from '../../data/measure-words.ts'
import type { Search } from '../../data/search.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { Bar, type BarTone } from './bar.tsx'
import { seriesColor } from './over-time.tsx'
import table from './table.module.css'

interface GroupTableProps {
  label: string
  search: Search
  answer: MeasuredAnswer
  fields: readonly string[]
  measures: readonly Measure[]
  tone?: BarTone
  /** The colours of a chart above it stand for the groups here, too. */
  isColored?: boolean
  isCompact?: boolean
  isStale?: boolean
}

type Row = Omit<AnsweredGroup, 'key'> & { key: AnsweredGroup['key'] | null }

/** A row for each group, the first measure drawn as well. What a row counts is behind its name. */
export function GroupTable(props: GroupTableProps) {
  const { label, search, answer, fields, measures, tone = 'plain', isColored = false } = props
  const { isCompact = false, isStale = false } = props
  const rows: Row[] = [...answer.groups, ...(answer.rest && !isCompact ? [{ key: null, ...answer.rest }] : [])]
  const hasBefore = answer.groups.some(({ previous }) => previous)
  const max = Math.max(
    ...answer.groups.flatMap(({ values, previous }) => [values[0] ?? 0, isCompact ? 0 : (previous?.values[0] ?? 0)]),
    0,
  )
  const shown = isCompact ? measures.slice(0, 1) : measures
  return (
    <ScrollRegion label={label} className={table.scroll}>
      <table className={table.table} data-compact={isCompact || undefined} aria-busy={isStale}>
        <caption className="sr-only">{label}</caption>
        <thead className={isCompact ? 'sr-only' : undefined}>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                {shortField(field)}
              </th>
            ))}
            <td />
            {shown.map((measure) => (
              <Heads key={measureName(measure)} name={measureName(measure)} {...{ hasBefore, isCompact }} />
            ))}
          </tr>
        </thead>
        <tbody className={isStale ? table.stale : undefined}>
          {rows.map(({ key, values, previous }, row) => (
            <tr key={JSON.stringify(key)} className={key ? undefined : table.rest}>
              {key ? (
                <Names search={search} fields={fields} names={key} measure={measures[0]} />
              ) : (
                <th scope="row" colSpan={fields.length}>
                  All others
                </th>
              )}
              <td className={table.barCell}>
                {key && (
                  <Bar
                    value={values[0] ?? null}
                    max={max}
                    mark={isCompact ? undefined : previous?.values[0]}
                    tone={tone}
                    color={isColored ? seriesColor(row) : undefined}
                  />
                )}
              </td>
              {shown.map((measure, at) => (
                <Values
                  key={measureName(measure)}
                  measure={measure}
                  now={values[at] ?? null}
                  before={hasBefore ? (previous?.values[at] ?? null) : undefined}
                  isCompact={isCompact}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Heads({ name, hasBefore, isCompact }: { name: string; hasBefore: boolean; isCompact: boolean }) {
  return (
    <>
      <th scope="col" data-number>
        {name}
      </th>
      {hasBefore && (
        <>
          {!isCompact && (
            <th scope="col" data-number>
              before
            </th>
          )}
          <th scope="col" data-number>
            change
          </th>
        </>
      )}
    </>
  )
}

function Values({
  measure,
  now,
  before,
  isCompact,
}: {
  measure: Measure
  now: number | null
  before: number | null | undefined
  isCompact: boolean
}) {
  return (
    <>
      <td data-number>{formatMeasured(measure, now)}</td>
      {before !== undefined && (
        <>
          {!isCompact && (
            <td data-number className={table.change}>
              {formatMeasured(measure, before)}
            </td>
          )}
          <td
            data-number
            className={table.change}
            title={isCompact ? `${formatMeasured(measure, before)} before` : undefined}
          >
            {formatChange(now, before)}
          </td>
        </>
      )}
    </>
  )
}

/** The first part of the key leads to what is counted; the others only say more. */
function Names({
  search,
  fields,
  names,
  measure,
}: {
  search: Search
  fields: readonly string[]
  names: readonly (string | null)[]
  measure: Measure | undefined
}) {
  return names.map((name, at) =>
    at === 0 ? (
      <th key={fields[at]} scope="row" title={name ?? undefined}>
        <Link to={placeOf(measure)} search={searchOfGroup(search, fields, names)} preload={false}>
          <Name name={name} />
        </Link>
      </th>
    ) : (
      <td key={fields[at]} title={name ?? undefined}>
        <Name name={name} />
      </td>
    ),
  )
}

export function Name({ name }: { name: string | null }) {
  if (name === null) return <em>none</em>
  return name === '' ? <em>empty</em> : <bdi>{name}</bdi>
}
