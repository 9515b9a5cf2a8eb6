import { getRouteApi } from '@tanstack/react-router'
import { sessionsQuery } from '../../data/lists.ts'
import { PagedList } from '../../parts/paged-list.tsx'
import { sessionColumns } from './session-columns.tsx'

const route = getRouteApi('/sessions')

/** Every session that fits, each with its mini timeline and how it ended. */
export function SessionsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PagedList
      title="Sessions"
      noun="session"
      placeholder="Filter, for instance: errors>0 type:human-transfer duration>60"
      quick={quick}
      sortedBy="timestamp"
      columns={sessionColumns}
      keyOf={({ session_id }) => session_id}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }) })}
      queries={sessionsQuery(search)}
      whenNone={
        <p>
          Events that carry a <code>session_id</code> make one.
        </p>
      }
    />
  )
}

const quick = [
  { name: 'Transferred', q: 'transfers>0' },
  { name: 'With errors', q: 'errors>0' },
  { name: 'Without tool calls', q: 'tool_calls<1' },
  { name: 'Over five minutes', q: 'duration>300' },
  { name: 'Under ten seconds', q: 'duration<10' },
]
