import type { ListedUser } from '@occur/client/protocol'
import { getRouteApi } from '@tanstack/react-router'
import { formatChannel } from '../../data/format.ts'
import { usersQuery } from '../../data/lists.ts'
import { PagedList } from '../../parts/paged-list.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import type { RecordColumn } from '../../parts/record-table.tsx'
import { Tally } from '../../parts/tally.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/people')

/** Everybody whose id an event carries, those who were seen last first. */
export function PeopleScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PagedList
      title="People"
      noun="user"
      called={['person', 'people']}
      placeholder="Filter, for instance: sessions>3 transfers>0 last_seen>=-7d"
      quick={quick}
      sortedBy="last_timestamp"
      columns={columns}
      keyOf={({ user_id }) => user_id}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }) })}
      queries={usersQuery(search)}
      whenNone={
        <p>
          Events that carry a <code>user_id</code> make one: a number, an address, whatever you know somebody by.
        </p>
      }
    />
  )
}

const quick = [
  { name: 'Came back', q: 'sessions>1' },
  { name: 'New this week', q: 'first_seen>=-7d' },
  { name: 'Transferred', q: 'transfers>0' },
  { name: 'With errors', q: 'errors>0' },
]

const columns: RecordColumn<ListedUser>[] = [
  {
    name: 'Person',
    sort: 'user_id',
    rank: 1,
    isWide: true,
    onCard: 'lead',
    cell: ({ user_id }) => <PersonLink userId={user_id} isRow />,
  },
  {
    name: 'Last seen',
    sort: 'last_timestamp',
    rank: 1,
    onCard: 'side',
    cell: ({ last_timestamp }) => <Time at={last_timestamp} as="recent" />,
  },
  {
    name: 'First seen',
    sort: 'first_timestamp',
    rank: 3,
    cell: ({ first_timestamp }) => <Time at={first_timestamp} as="recent" />,
  },
  {
    name: 'Channels',
    rank: 2,
    onCard: 'strip',
    cell: ({ channels = [] }) =>
      channels.length === 0 ? (
        <span data-none>–</span>
      ) : (
        <bdi title={channels.map(formatChannel).join(', ')}>{channels.map(formatChannel).join(', ')}</bdi>
      ),
  },
  {
    name: 'Sessions',
    sort: 'session_count',
    isNumber: true,
    rank: 1,
    onCard: 'fact',
    unit: 'sessions',
    cell: ({ session_count }) => <Tally count={session_count} />,
  },
  {
    name: 'Conversations',
    sort: 'conversation_count',
    isNumber: true,
    rank: 4,
    cell: ({ conversation_count }) => <Tally count={conversation_count} />,
  },
  {
    name: 'Events',
    sort: 'event_count',
    isNumber: true,
    rank: 2,
    onCard: 'fact',
    unit: 'events',
    cell: ({ event_count }) => <Tally count={event_count} />,
  },
  {
    name: 'Tools',
    sort: 'tool_call_count',
    isNumber: true,
    rank: 4,
    cell: ({ tool_call_count }) => <Tally count={tool_call_count} />,
  },
  {
    name: 'Transfers',
    sort: 'transfer_count',
    isNumber: true,
    rank: 1,
    onCard: 'fact',
    unit: 'transfers',
    cell: ({ transfer_count }) => <Tally count={transfer_count} tone="transfer" />,
  },
  {
    name: 'Errors',
    sort: 'error_count',
    isNumber: true,
    rank: 1,
    onCard: 'fact',
    unit: 'errors',
    cell: ({ error_count }) => <Tally count={error_count} tone="failed" />,
  },
]
