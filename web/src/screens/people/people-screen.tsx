import type { ListedUser } from '@occur/client/protocol'
import { getRouteApi } from '@tanstack/react-router'
import { formatChannel } from '../../data/format.ts'
import { usersQuery } from '../../data/lists.ts'
import { countColumn } from '../../parts/count-column.tsx'
import { PagedList } from '../../parts/paged-list.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import type { RecordColumn } from '../../parts/record-table.tsx'
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
  countColumn('Sessions', 'session_count', { rank: 1, unit: 'sessions' }),
  countColumn('Conversations', 'conversation_count', { rank: 4 }),
  countColumn('Events', 'event_count', { rank: 2, unit: 'events' }),
  countColumn('Tools', 'tool_call_count', { rank: 4 }),
  countColumn('Transfers', 'transfer_count', { rank: 1, unit: 'transfers', tone: 'transfer' }),
  countColumn('Errors', 'error_count', { rank: 1, unit: 'errors', tone: 'failed' }),
]
