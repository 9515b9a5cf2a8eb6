import type { Conversation } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { conversationsQuery } from '../../data/queries.ts'
import { withTerm } from '../../data/search.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { type Column, Tally } from '../../parts/data-table.tsx'
import { NarrowLink } from '../../parts/narrow-link.tsx'
import { PagedList } from '../../parts/paged-list.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/conversations')

/** Every conversation that fits. One of them is its sessions. */
export function ConversationsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PagedList
      title="Conversations"
      noun="conversation"
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

const columns: Column<Conversation>[] = [
  { name: 'Started', sort: 'timestamp', rank: 1, cell: ({ timestamp }) => <Time at={timestamp} as="recent" /> },
  {
    name: 'Conversation',
    rank: 1,
    cell: ({ conversation_id }) => (
      <Link
        to="/sessions"
        search={{ q: withTerm(undefined, 'conversation_id', conversation_id) }}
        data-row-link
        preload={false}
        className="mono"
        title={`Sessions of ${conversation_id}`}
      >
        <bdi>{conversation_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <NarrowLink field="user_id" value={user_id} /> },
  { name: 'Agent', rank: 3, cell: ({ agent_name }) => <NarrowLink field="agent_name" value={agent_name} /> },
  { name: 'Prompt', rank: 4, cell: ({ prompt_name }) => <NarrowLink field="prompt_name" value={prompt_name} /> },
  { name: 'Model', rank: 4, cell: ({ llm_model }) => <NarrowLink field="llm_model" value={llm_model} /> },
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
