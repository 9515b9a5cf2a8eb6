import type { Conversation } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { conversationsQuery } from '../../data/lists.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { NarrowLink } from '../../parts/narrow-link.tsx'
import { PagedList } from '../../parts/paged-list.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import type { RecordColumn } from '../../parts/record-table.tsx'
import { Tally } from '../../parts/tally.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/conversations')

/** Every conversation that fits. */
export function ConversationsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PagedList
      title="Conversations"
      noun="conversation"
      placeholder="Filter, for instance: sessions>1 type:human-transfer"
      quick={quick}
      sortedBy="timestamp"
      columns={columns}
      keyOf={({ conversation_id }) => conversation_id}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }) })}
      query={useQuery(conversationsQuery(search))}
      whenNone={
        <p>
          Events that carry a <code>conversation_id</code> make one; it holds all sessions that carry the same.
        </p>
      }
    />
  )
}

const quick = [
  { name: 'Several sessions', q: 'sessions>1' },
  { name: 'Over a day', q: 'duration>86400' },
  { name: 'Transferred to a person', q: 'type:human-transfer' },
]

const columns: RecordColumn<Conversation>[] = [
  {
    name: 'Started',
    sort: 'timestamp',
    rank: 1,
    onCard: 'fact',
    cell: ({ timestamp }) => <Time at={timestamp} as="recent" />,
  },
  {
    name: 'Conversation',
    rank: 1,
    isWide: true,
    onCard: 'lead',
    cell: ({ conversation_id }) => (
      <Link
        to="/conversations/$conversationId"
        params={{ conversationId: conversation_id }}
        data-row-link
        preload={false}
        title={conversation_id}
      >
        <bdi>{conversation_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <PersonLink userId={user_id} /> },
  { name: 'Agent', rank: 3, cell: ({ agent_name }) => <NarrowLink field="agent_name" value={agent_name} /> },
  { name: 'Prompt', rank: 4, cell: ({ prompt_name }) => <NarrowLink field="prompt_name" value={prompt_name} /> },
  { name: 'Model', rank: 4, cell: ({ llm_model }) => <NarrowLink field="llm_model" value={llm_model} /> },
  {
    name: 'Last event',
    sort: 'last_timestamp',
    rank: 3,
    cell: ({ last_timestamp }) => <Time at={last_timestamp} as="recent" />,
  },
  {
    name: 'Span',
    isNumber: true,
    rank: 2,
    onCard: 'fact',
    cell: ({ timestamp, last_timestamp }) => formatDuration(msOf(last_timestamp) - msOf(timestamp)),
  },
  {
    name: 'Sessions',
    sort: 'session_count',
    isNumber: true,
    rank: 1,
    onCard: 'side',
    unit: 'sessions',
    cell: ({ session_count }) => <Tally count={session_count} />,
  },
  {
    name: 'Events',
    sort: 'event_count',
    isNumber: true,
    rank: 1,
    onCard: 'fact',
    unit: 'events',
    cell: ({ event_count }) => <Tally count={event_count} />,
  },
]
