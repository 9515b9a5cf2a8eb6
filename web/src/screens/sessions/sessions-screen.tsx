import type { Session } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { formatChannel } from '../../data/format.ts'
import { sessionsQuery } from '../../data/queries.ts'
import { formatDuration } from '../../data/time.ts'
import { type Column, Tally } from '../../parts/data-table.tsx'
import { NarrowLink } from '../../parts/narrow-link.tsx'
import { PagedList } from '../../parts/paged-list.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/sessions')

/** Every session that fits. */
export function SessionsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PagedList
      title="Sessions"
      noun="session"
      columns={columns}
      keyOf={({ session_id }) => session_id}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }) })}
      query={useQuery(sessionsQuery(search))}
      whenNone={
        <p>
          Events that carry a <code>session_id</code> make one.
        </p>
      }
    />
  )
}

const columns: Column<Session>[] = [
  { name: 'Started', sort: 'timestamp', rank: 1, cell: ({ timestamp }) => <Time at={timestamp} as="recent" /> },
  {
    name: 'Session',
    rank: 1,
    cell: ({ session_id }) => (
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session_id }}
        data-row-link
        preload={false}
        className="mono"
        title={session_id}
      >
        <bdi>{session_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <NarrowLink field="user_id" value={user_id} /> },
  {
    name: 'Agent',
    rank: 3,
    cell: ({ agent_name, agent_id }) =>
      agent_name === null ? (
        <NarrowLink field="agent_id" value={agent_id} />
      ) : (
        <NarrowLink field="agent_name" value={agent_name} />
      ),
  },
  {
    name: 'Channel',
    rank: 4,
    cell: ({ channel_manager_type: channel }) => (
      <NarrowLink field="channel_manager_type" value={channel} shown={channel && formatChannel(channel)} />
    ),
  },
  {
    name: 'Conversation',
    rank: 4,
    cell: ({ conversation_id }) => <NarrowLink field="conversation_id" value={conversation_id} />,
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
    rank: 3,
    cell: ({ tool_call_count }) => <Tally count={tool_call_count} />,
  },
  {
    name: 'Transfers',
    sort: 'transfer_count',
    isNumber: true,
    rank: 2,
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
