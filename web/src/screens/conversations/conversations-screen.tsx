import type { ListedConversation } from '@occur/client/protocol'
import { getRouteApi } from '@tanstack/react-router'
import { conversationsQuery } from '../../data/lists.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { countColumn } from '../../parts/count-column.tsx'
import { EndingMark } from '../../parts/ending-mark.tsx'
import { NarrowLink } from '../../parts/narrow-link.tsx'
import { PagedList } from '../../parts/paged-list.tsx'
import { ConversationLink, PersonLink } from '../../parts/person-link.tsx'
import type { RecordColumn } from '../../parts/record-table.tsx'
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
      queries={conversationsQuery(search)}
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
  { name: 'Transferred', q: 'transfers>0' },
  { name: 'With errors', q: 'errors>0' },
]

const columns: RecordColumn<ListedConversation>[] = [
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
    cell: ({ conversation_id }) => <ConversationLink conversationId={conversation_id} isRow />,
  },
  { name: 'User', rank: 2, onCard: 'strip', cell: ({ user_id }) => <PersonLink userId={user_id} /> },
  { name: 'Agent', rank: 3, cell: ({ agent_name }) => <NarrowLink field="agent_name" value={agent_name} /> },
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
  countColumn('Sessions', 'session_count', { rank: 1, unit: 'sessions' }),
  countColumn('Events', 'event_count', { rank: 3, unit: 'events' }),
  countColumn('Tools', 'tool_call_count', { rank: 4 }),
  countColumn('Transfers', 'transfer_count', { rank: 2, tone: 'transfer' }),
  countColumn('Errors', 'error_count', { rank: 2, unit: 'errors', tone: 'failed' }),
  {
    name: 'Outcome',
    hint: 'How its last session ended',
    rank: 1,
    onCard: 'side',
    cell: ({ last_session }) => (last_session ? <EndingMark session={last_session} /> : <span data-none>–</span>),
  },
]
