import type { Conversation } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { conversationFieldsToFilter, suggestionsFrom } from '../../data/filter-fields.ts'
import { type FilterSearch, isFiltered } from '../../data/filters.ts'
import { countOf } from '../../data/format.ts'
import { conversationsQuery, listPageSize, type PagedSearch } from '../../data/queries.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { Button } from '../../parts/button.tsx'
import { type Column, DataTable, Tally } from '../../parts/data-table.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Page } from '../../parts/page.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { useRowKeys } from '../../parts/use-row-keys.ts'
import styles from '../sessions/sessions.module.css'

const route = getRouteApi('/conversations')

const columns: Column<Conversation>[] = [
  { name: 'Started', sort: 'timestamp', rank: 1, cell: ({ timestamp }) => <Time at={timestamp} as="recent" /> },
  {
    name: 'Conversation',
    rank: 1,
    cell: ({ conversation_id }) => (
      <Link
        to="/sessions"
        search={{ where: [`conversation_id:${conversation_id}`] }}
        data-row-link
        preload={false}
        className="mono"
      >
        <bdi>{conversation_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <Narrow field="user_id" value={user_id} /> },
  { name: 'Agent', rank: 3, cell: ({ agent_name }) => <Narrow field="agent_name" value={agent_name} /> },
  { name: 'Prompt', rank: 4, cell: ({ prompt_name }) => <Narrow field="prompt_name" value={prompt_name} /> },
  { name: 'Model', rank: 4, cell: ({ llm_model }) => <Narrow field="llm_model" value={llm_model} /> },
  { name: 'Last event', rank: 3, cell: ({ last_timestamp }) => <Time at={last_timestamp} as="recent" /> },
  {
    name: 'Span',
    isNumber: true,
    rank: 2,
    cell: ({ timestamp, last_timestamp }) => formatDuration(msOf(last_timestamp) - msOf(timestamp)),
  },
  {
    name: 'Sessions',
    sort: 'session_count',
    isNumber: true,
    rank: 1,
    cell: ({ session_count }) => <Tally count={session_count} />,
  },
  {
    name: 'Events',
    sort: 'event_count',
    isNumber: true,
    rank: 1,
    cell: ({ event_count }) => <Tally count={event_count} />,
  },
]

function Narrow({ field, value }: { field: string; value: string | null }) {
  if (value === null) return '–'
  return (
    <Link
      to="/conversations"
      search={(before: PagedSearch) => ({ ...before, where: [`${field}:${value}`], page: undefined })}
      title={`Only ${field} = ${value}`}
      tabIndex={-1}
    >
      <bdi>{value}</bdi>
    </Link>
  )
}

/** Every conversation that fits. One of them is its sessions. */
export function ConversationsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const area = useRef<HTMLDivElement>(null)
  const { data, error, isPlaceholderData, refetch } = useQuery(conversationsQuery(search))
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
      title="Conversations"
      note={typeof data?.total_count === 'number' && <span>{countOf(data.total_count, 'conversation')}</span>}
      bar={
        <FilterBar
          search={search}
          fields={conversationFieldsToFilter}
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
          <Notice title={isFiltered(search) ? 'No conversation fits these filters' : 'No conversations yet'}>
            {isFiltered(search) ? (
              <Button onClick={() => change({ where: undefined, range: undefined, from: undefined, to: undefined })}>
                Clear filters
              </Button>
            ) : (
              <p>
                Events that carry a <code>conversation_id</code> make one.
              </p>
            )}
          </Notice>
        ) : (
          <DataTable
            label="Conversations"
            columns={columns}
            rows={data.items}
            keyOf={({ conversation_id }) => conversation_id}
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
