import type { Session } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { sessionFieldsToFilter, suggestionsFrom } from '../../data/filter-fields.ts'
import { type FilterSearch, isFiltered } from '../../data/filters.ts'
import { countOf, formatChannel } from '../../data/format.ts'
import { listPageSize, type PagedSearch, sessionsQuery } from '../../data/queries.ts'
import { formatDuration } from '../../data/time.ts'
import { Button } from '../../parts/button.tsx'
import { type Column, DataTable, Tally } from '../../parts/data-table.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Page } from '../../parts/page.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { useRowKeys } from '../../parts/use-row-keys.ts'
import styles from './sessions.module.css'

const route = getRouteApi('/sessions')

const columns: Column<Session>[] = [
  { name: 'Started', sort: 'timestamp', rank: 1, cell: ({ timestamp }) => <Time at={timestamp} as="recent" /> },
  {
    name: 'Session',
    rank: 1,
    cell: ({ session_id }) => (
      <Link to="/sessions/$sessionId" params={{ sessionId: session_id }} data-row-link preload={false} className="mono">
        <bdi>{session_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <Narrow field="user_id" value={user_id} /> },
  {
    name: 'Agent',
    rank: 3,
    cell: ({ agent_name, agent_id }) => (
      <Narrow field={agent_name ? 'agent_name' : 'agent_id'} value={agent_name ?? agent_id} />
    ),
  },
  {
    name: 'Channel',
    rank: 4,
    cell: ({ channel_manager_type: channel }) =>
      channel ? <Narrow field="channel_manager_type" value={channel} shown={formatChannel(channel)} /> : '–',
  },
  {
    name: 'Conversation',
    rank: 4,
    cell: ({ conversation_id }) => <Narrow field="conversation_id" value={conversation_id} />,
  },
  {
    name: 'Duration',
    sort: 'duration',
    isNumber: true,
    rank: 1,
    cell: ({ duration }) => formatDuration(duration * 1000),
  },
  {
    name: 'Events',
    sort: 'event_count',
    isNumber: true,
    rank: 2,
    cell: ({ event_count }) => <Tally count={event_count} />,
  },
  {
    name: 'Tools',
    sort: 'tool_call_count',
    isNumber: true,
    rank: 2,
    cell: ({ tool_call_count }) => <Tally count={tool_call_count} />,
  },
  {
    name: 'Transfers',
    sort: 'transfer_count',
    isNumber: true,
    rank: 3,
    cell: ({ transfer_count }) => <Tally count={transfer_count} tone="transfer" />,
  },
  {
    name: 'Errors',
    sort: 'error_count',
    isNumber: true,
    rank: 1,
    cell: ({ error_count }) => <Tally count={error_count} tone="failed" />,
  },
]

/** A value that narrows the list to its like when pressed. */
function Narrow({ field, value, shown = value }: { field: string; value: string | null; shown?: string | null }) {
  if (value === null) return '–'
  return (
    <Link
      to="/sessions"
      search={(before: PagedSearch) => ({ ...before, where: [`${field}:${value}`], page: undefined })}
      title={`Only ${field} = ${value}`}
      tabIndex={-1}
    >
      <bdi>{shown}</bdi>
    </Link>
  )
}

/** Every session that fits. */
export function SessionsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const area = useRef<HTMLDivElement>(null)
  const { data, error, isPlaceholderData, refetch } = useQuery(sessionsQuery(search))
  useRowKeys(area, false)
  const change = (next: Partial<FilterSearch>) =>
    navigate({ search: (before) => ({ ...before, ...next, q: undefined, page: undefined }) })
  const toPage = (page: number) => () => navigate({ search: (before) => ({ ...before, page: page || undefined }) })
  const page = data?.page ?? 0
  const hasNext =
    data !== undefined &&
    (data.total_pages === null ? data.items.length === data.page_size : page + 1 < data.total_pages)
  return (
    <Page
      title="Sessions"
      note={typeof data?.total_count === 'number' && <span>{countOf(data.total_count, 'session')}</span>}
      bar={
        <FilterBar
          search={search}
          fields={sessionFieldsToFilter}
          suggest={(field) => suggestionsFrom(data?.items ?? [], field)}
          onChange={change}
          hasText={false}
        />
      }
    >
      <div className={styles.column} ref={area}>
        {error && !isPlaceholderData ? (
          <Failure error={error} retry={refetch} />
        ) : !data ? (
          <RowSkeleton rows={20} />
        ) : data.items.length === 0 ? (
          <Notice title={isFiltered(search) ? 'No session fits these filters' : 'No sessions yet'}>
            {isFiltered(search) ? (
              <Button onClick={() => change({ where: undefined, range: undefined, from: undefined, to: undefined })}>
                Clear filters
              </Button>
            ) : (
              <p>
                Events that carry a <code>session_id</code> make one.
              </p>
            )}
          </Notice>
        ) : (
          <DataTable
            label="Sessions"
            columns={columns}
            rows={data.items}
            keyOf={({ session_id }) => session_id}
            sort={search.sort ?? 'timestamp'}
            order={search.order ?? 'desc'}
            onSort={(sort, order) =>
              navigate({
                search: (before) => ({
                  ...before,
                  sort: sort === 'timestamp' ? undefined : sort,
                  order: order === 'asc' ? 'asc' : undefined,
                  page: undefined,
                }),
              })
            }
            isStale={isPlaceholderData}
          />
        )}
        {data && !error && (
          <Pager
            before={page * listPageSize}
            count={data.items.length}
            total={data.total_count}
            onPrevious={page > 0 ? toPage(page - 1) : undefined}
            onNext={hasNext ? toPage(page + 1) : undefined}
          />
        )}
      </div>
    </Page>
  )
}
