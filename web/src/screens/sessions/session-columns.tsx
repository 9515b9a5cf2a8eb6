import type { ListedSession } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { formatChannel } from '../../data/format.ts'
import { formatDuration } from '../../data/time.ts'
import { countColumn } from '../../parts/count-column.tsx'
import { EndingMark } from '../../parts/ending-mark.tsx'
import { MiniTimeline } from '../../parts/mini-timeline.tsx'
import { NarrowLink } from '../../parts/narrow-link.tsx'
import { ConversationLink, PersonLink } from '../../parts/person-link.tsx'
import type { RecordColumn } from '../../parts/record-table.tsx'
import { Time } from '../../parts/time.tsx'

/** What a list says of each session. */
export const sessionColumns: RecordColumn<ListedSession>[] = [
  {
    name: 'Started',
    sort: 'timestamp',
    rank: 1,
    onCard: 'fact',
    cell: ({ timestamp }) => <Time at={timestamp} as="recent" />,
  },
  {
    name: 'Session',
    rank: 1,
    onCard: 'lead',
    cell: ({ session_id }) => (
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session_id }}
        // What one looked for among sessions is looked for in the one that is opened.
        search={(before: { q?: string | undefined }) => ({ q: before.q })}
        data-row-link
        preload={false}
        title={session_id}
      >
        <bdi>{session_id}</bdi>
      </Link>
    ),
  },
  { name: 'User', rank: 2, cell: ({ user_id }) => <PersonLink userId={user_id} /> },
  {
    name: 'Agent',
    rank: 4,
    cell: ({ agent_name, agent_id }) =>
      agent_name === null ? (
        <NarrowLink field="agent_id" value={agent_id} />
      ) : (
        <NarrowLink field="agent_name" value={agent_name} />
      ),
  },
  {
    name: 'Channel',
    rank: 3,
    onCard: 'fact',
    cell: ({ channel_manager_type: channel }) => (
      <NarrowLink field="channel_manager_type" value={channel} shown={channel && formatChannel(channel)} />
    ),
  },
  {
    name: 'Conversation',
    rank: 4,
    cell: ({ conversation_id }) => <ConversationLink conversationId={conversation_id} />,
  },
  {
    name: 'Timeline',
    hint: 'From its first event to its last: the user above the line, the agent below, tools on it; failures and transfers across',
    rank: 1,
    isWide: true,
    onCard: 'strip',
    cell: ({ outline }) => outline && <MiniTimeline outline={outline} />,
  },
  {
    name: 'Duration',
    sort: 'duration',
    isNumber: true,
    rank: 1,
    onCard: 'fact',
    cell: ({ duration }) => formatDuration(duration * 1000),
  },
  countColumn('Events', 'event_count', { rank: 2, unit: 'events' }),
  countColumn('Tools', 'tool_call_count', { rank: 4 }),
  countColumn('Transfers', 'transfer_count', { rank: 4, tone: 'transfer' }),
  countColumn('Errors', 'error_count', { rank: 2, unit: 'errors', tone: 'failed' }),
  { name: 'Outcome', rank: 1, onCard: 'side', cell: (session) => <EndingMark session={session} /> },
]
