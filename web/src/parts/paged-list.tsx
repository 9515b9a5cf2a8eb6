import type { Page as ApiPage } from '@occur/client/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { countOf } from '../data/format.ts'
import type { PagedSearch } from '../data/list-search.ts'
import { listPageSize, type PagedQueries, type PageQuery } from '../data/lists.ts'
import { useNewerCount } from '../data/newer.ts'
import type { QuickFilter } from '../data/quick-filters.ts'
import { isFiltered, noSearch, type Search } from '../data/search.ts'
import { Button } from './button.tsx'
import { FloatingButton } from './floating-button.tsx'
import list from './list.module.css'
import { Page } from './page.tsx'
import styles from './paged-list.module.css'
import { Pager } from './pager.tsx'
import { QuickFilters } from './quick-filters.tsx'
import { type RecordColumn, RecordTable } from './record-table.tsx'
import { SearchLine } from './search-bar/search-line.tsx'
import { Failure, Notice, RowSkeleton } from './states.tsx'
import { useLasting } from './use-lasting.ts'
import { useRowKeys } from './use-row-keys.ts'

interface PagedListProps<Row> {
  title: string
  /** What one row is: `session`. */
  noun: 'session' | 'conversation' | 'user'
  /** What one and several are called, where that is another word. */
  called?: readonly [string, string]
  /** What filters can say here, for instance. */
  placeholder: string
  /** Conditions to press. */
  quick: readonly QuickFilter[]
  /** What the API orders by when nothing is said: the latest first. */
  sortedBy: string
  columns: readonly RecordColumn<Row>[]
  keyOf: (row: Row) => string
  search: PagedSearch
  onSearch: (change: Partial<PagedSearch>) => void
  queries: PagedQueries<Row>
  /** What makes such a row, for a project that has none. */
  whenNone: ReactNode
}

/** A screen that is one list: narrowed, ordered, and turned over page by page. */
export function PagedList<Row extends object>(props: PagedListProps<Row>) {
  const {
    title,
    noun,
    called: [one, several] = [noun, `${noun}s`],
    placeholder,
    quick,
    sortedBy,
    columns,
    keyOf,
    search,
    onSearch,
    queries,
    whenNone,
  } = props
  const { data, error, isPlaceholderData, isFetching, fetchStatus, refetch } = useQuery(queries.page)
  // A page that came with the total knows it best; otherwise the page is there first.
  const isCounted = data?.total_count !== null
  const { data: counted } = useQuery({
    ...queries.total,
    enabled: data !== undefined && !isPlaceholderData && !isCounted,
  })
  const total = isCounted ? data?.total_count : counted
  const area = useRef<HTMLDivElement>(null)
  useRowKeys(area, false)
  const narrow = (change: Partial<Search>) => onSearch({ ...change, page: undefined })
  const page = data?.page ?? 0
  const toPage = (to: number) => () => onSearch({ page: to || undefined })
  const isNewestFirst = !search.page && !search.sort && !search.order
  const newerCount = useNewerCount(queries, keyOf, isNewestFirst && !isPlaceholderData)
  const showNewer = async () => {
    await refetch()
    area.current?.querySelector(`.${list.scroll}`)?.scrollTo({ top: 0 })
  }
  const isSlow = useLasting(isFetching && (isPlaceholderData || !data), slowMs)
  const stop = useStop(queries.page, onSearch, search, isPlaceholderData || !data)
  return (
    <Page
      title={title}
      note={typeof total === 'number' && <span>{countOf(total, one, several)}</span>}
      bar={
        <>
          <SearchLine of={noun} placeholder={placeholder} search={search} onChange={narrow} />
          <QuickFilters filters={quick} q={search.q} onChange={(q) => narrow({ q })} />
        </>
      }
    >
      <div className={styles.column} ref={area}>
        {isSlow ? (
          <FloatingButton className={styles.floating} onClick={stop}>
            <X size={14} aria-hidden />
            Stop looking
          </FloatingButton>
        ) : (
          newerCount > 0 && (
            <FloatingButton className={styles.floating} onClick={showNewer}>
              <ArrowUp size={14} aria-hidden />
              Show {newerCount === listPageSize ? `${newerCount} or more` : newerCount} newer
            </FloatingButton>
          )
        )}
        {error && !isPlaceholderData ? (
          <Failure error={error} retry={refetch} />
        ) : !data && fetchStatus === 'idle' ? (
          <Notice title="Stopped">
            <p>Over a shorter time, or in the usual order, there is less to look at.</p>
            <Button onClick={() => void refetch()}>Look again</Button>
          </Notice>
        ) : !data ? (
          <RowSkeleton rows={20} />
        ) : data.items.length > 0 ? (
          <RecordTable
            label={title}
            columns={columns}
            rows={data.items}
            keyOf={keyOf}
            sort={search.sort ?? sortedBy}
            order={search.order ?? 'desc'}
            onSort={(sort, order) =>
              onSearch({
                sort: sort === sortedBy ? undefined : sort,
                order: order === 'asc' ? 'asc' : undefined,
                page: undefined,
              })
            }
            isStale={isPlaceholderData}
          />
        ) : isFiltered(search) ? (
          <Notice title={`No ${one} fits this filter`}>
            <p>What stands side by side must all hold. A wider time range may help.</p>
            <Button onClick={() => narrow(noSearch)}>Clear filter</Button>
          </Notice>
        ) : (
          <Notice title={`No ${several} yet`}>{whenNone}</Notice>
        )}
        {data && !error && (
          <Pager
            before={page * listPageSize}
            count={data.items.length}
            total={total}
            onPrevious={page > 0 ? toPage(page - 1) : undefined}
            onNext={hasNext(data, total) ? toPage(page + 1) : undefined}
          />
        )}
      </div>
    </Page>
  )
}

/** From then on waiting is something that one may want to end. */
const slowMs = 1500

/** Ends the wait for what was asked: back to what is still to be seen, or to nothing where nothing is. */
function useStop<Row>(
  { queryKey }: PageQuery<Row>,
  onSearch: (change: Partial<PagedSearch>) => void,
  search: PagedSearch,
  isWaiting: boolean,
): () => void {
  const client = useQueryClient()
  const seen = useRef<PagedSearch>(undefined)
  useEffect(() => {
    if (!isWaiting) seen.current = search
  }, [isWaiting, search])
  return () => {
    const { q, range, from, to, page, sort, order } = seen.current ?? {}
    if (seen.current) onSearch({ q, range, from, to, page, sort, order })
    else void client.cancelQueries({ queryKey })
  }
}

function hasNext({ page, page_size, items }: ApiPage<object>, total: number | null | undefined): boolean {
  return typeof total === 'number' ? (page + 1) * page_size < total : items.length > 0 && items.length === page_size
}
