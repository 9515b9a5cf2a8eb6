import type { Page as ApiPage } from '@occur/client/protocol'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { suggestionsFrom } from '../data/filter-fields.ts'
import { type FilterSearch, isFiltered } from '../data/filters.ts'
import { countOf } from '../data/format.ts'
import { listPageSize, type PagedSearch } from '../data/queries.ts'
import { Button } from './button.tsx'
import { type Column, DataTable } from './data-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Page } from './page.tsx'
import styles from './paged-list.module.css'
import { Pager } from './pager.tsx'
import { Failure, Notice, RowSkeleton } from './states.tsx'
import { useRowKeys } from './use-row-keys.ts'

interface PagedListProps<Row> {
  title: string
  /** What one row is: `session`. */
  noun: string
  columns: readonly Column<Row>[]
  fields: readonly string[]
  keyOf: (row: Row) => string
  search: PagedSearch
  onSearch: (change: Partial<PagedSearch>) => void
  query: UseQueryResult<ApiPage<Row>>
  /** What makes such a row, for a project that has none. */
  whenNone: ReactNode
}

const noFilter: FilterSearch = { where: undefined, q: undefined, range: undefined, from: undefined, to: undefined }

/** A screen that is one list: narrowed, ordered, and turned over page by page. */
export function PagedList<Row extends object>(props: PagedListProps<Row>) {
  const { title, noun, columns, fields, keyOf, search, onSearch, query, whenNone } = props
  const { data, error, isPlaceholderData, refetch } = query
  const area = useRef<HTMLDivElement>(null)
  useRowKeys(area, false)
  const narrow = (change: Partial<FilterSearch>) => onSearch({ ...change, q: undefined, page: undefined })
  const page = data?.page ?? 0
  const toPage = (to: number) => () => onSearch({ page: to || undefined })
  return (
    <Page
      title={title}
      note={typeof data?.total_count === 'number' && <span>{countOf(data.total_count, noun)}</span>}
      bar={
        <FilterBar
          search={search}
          fields={fields}
          suggest={(field) => suggestionsFrom(data?.items ?? [], field)}
          onChange={narrow}
          hasText={false}
        />
      }
    >
      <div className={styles.column} ref={area}>
        {error && !isPlaceholderData ? (
          <Failure error={error} retry={refetch} />
        ) : !data ? (
          <RowSkeleton rows={20} />
        ) : data.items.length > 0 ? (
          <DataTable
            label={title}
            columns={columns}
            rows={data.items}
            keyOf={keyOf}
            sort={search.sort ?? 'timestamp'}
            order={search.order ?? 'desc'}
            onSort={(sort, order) =>
              onSearch({
                sort: sort === 'timestamp' ? undefined : sort,
                order: order === 'asc' ? 'asc' : undefined,
                page: undefined,
              })
            }
            isStale={isPlaceholderData}
          />
        ) : isFiltered(search) ? (
          <Notice title={`No ${noun} fits these filters`}>
            <p>Filters on the same field mean either, on different fields all of them.</p>
            <Button onClick={() => narrow(noFilter)}>Clear filters</Button>
          </Notice>
        ) : (
          <Notice title={`No ${noun}s yet`}>{whenNone}</Notice>
        )}
        {data && !error && (
          <Pager
            before={page * listPageSize}
            count={data.items.length}
            total={data.total_count}
            onPrevious={page > 0 ? toPage(page - 1) : undefined}
            onNext={hasNext(data) ? toPage(page + 1) : undefined}
          />
        )}
      </div>
    </Page>
  )
}

function hasNext({ page, page_size, total_pages, items }: ApiPage<object>): boolean {
  return total_pages === null ? items.length > 0 && items.length === page_size : page + 1 < total_pages
}
