import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import list from './list.module.css'
import styles from './record-table.module.css'
import { ScrollRegion } from './scroll-region.tsx'

export interface RecordColumn<Row> {
  name: string
  /** What pointing at its head tells. */
  hint?: string
  /** What the API orders by when this column's head is pressed. */
  sort?: string
  isNumber?: boolean
  /** Takes what room there is. */
  isWide?: boolean
  /** 1 is always shown; higher numbers give way first when there is less room. */
  rank?: 1 | 2 | 3 | 4
  /** Where it stands on a phone, on which a row is a card: without one it is left out. */
  onCard?: 'lead' | 'side' | 'strip' | 'fact'
  /** What a number counts, said on a card, which has no head to say it. */
  unit?: string
  cell: (row: Row) => ReactNode
}

interface RecordTableProps<Row> {
  label: string
  columns: readonly RecordColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort: string
  order: 'asc' | 'desc'
  onSort: (sort: string, order: 'asc' | 'desc') => void
  isStale: boolean
}

/** Rows under heads that order them; on a phone, cards. The link with `data-row-link` takes the whole row. */
export function RecordTable<Row>({ label, columns, rows, keyOf, sort, order, onSort, isStale }: RecordTableProps<Row>) {
  return (
    <ScrollRegion label={label} className={list.scroll}>
      <table className={styles.table} aria-busy={isStale}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.name}
                column={column}
                order={column.sort === sort ? order : undefined}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody className={isStale ? list.stale : undefined}>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, isNumber, isWide, rank, onCard, unit, cell }) => (
                <td
                  key={name}
                  data-number={isNumber || undefined}
                  data-wide={isWide || undefined}
                  data-rank={rank}
                  data-card={onCard}
                  data-unit={unit}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Head<Row>({
  column: { name, hint, sort, isNumber, rank },
  order,
  onSort,
}: {
  column: RecordColumn<Row>
  order: 'asc' | 'desc' | undefined
  onSort: RecordTableProps<Row>['onSort']
}) {
  return (
    <th
      scope="col"
      title={hint}
      data-number={isNumber || undefined}
      data-rank={rank}
      data-sorts={sort !== undefined || undefined}
      aria-sort={order && (order === 'asc' ? 'ascending' : 'descending')}
    >
      {sort === undefined ? (
        name
      ) : (
        <button type="button" onClick={() => onSort(sort, order === 'desc' ? 'asc' : 'desc')}>
          {name}
          {order === 'asc' && <ArrowUp size={12} aria-hidden />}
          {order === 'desc' && <ArrowDown size={12} aria-hidden />}
        </button>
      )}
    </th>
  )
}
