import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import list from './list.module.css'
import { ScrollRegion } from './scroll-region.tsx'

export interface Column<Row> {
  name: string
  /** What the API orders by when this column's head is pressed. */
  sort?: string
  isNumber?: boolean
  /** 1 is always shown; higher numbers give way first on a narrow screen. */
  rank?: 1 | 2 | 3 | 4
  cell: (row: Row) => ReactNode
}

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort: string
  order: 'asc' | 'desc'
  onSort: (sort: string, order: 'asc' | 'desc') => void
  isStale: boolean
}

/** Rows under heads that order them. The link in a row's first cell with `data-row-link` takes the whole row. */
export function DataTable<Row>({ label, columns, rows, keyOf, sort, order, onSort, isStale }: DataTableProps<Row>) {
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
              {columns.map(({ name, isNumber, rank, cell }) => (
                <td key={name} data-number={isNumber || undefined} data-rank={rank}>
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
  column: { name, sort, isNumber, rank },
  order,
  onSort,
}: {
  column: Column<Row>
  order: 'asc' | 'desc' | undefined
  onSort: DataTableProps<Row>['onSort']
}) {
  return (
    <th
      scope="col"
      data-number={isNumber || undefined}
      data-rank={rank}
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

/** A count that only stands out when there is something to see. */
export function Tally({ count, tone }: { count: number; tone?: 'transfer' | 'failed' }) {
  return (
    <span className={styles.tally} data-tone={count > 0 ? tone : undefined} data-none={count === 0 || undefined}>
      {count.toLocaleString('en')}
    </span>
  )
}
