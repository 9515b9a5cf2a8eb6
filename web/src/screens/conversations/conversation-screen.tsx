import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { formatCount } from '../../data/format.ts'
import { conversationJourneyQuery } from '../../data/journeys.ts'
import { withTerm } from '../../data/search.ts'
import { formatDuration, msOf } from '../../data/time.ts'
import { Journey } from '../../parts/journey/journey.tsx'
import { CountFacts, Fact, JourneyHead } from '../../parts/journey/journey-head.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/conversations/$conversationId')

/** A conversation over all its sessions. */
export function ConversationScreen() {
  const { conversationId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(conversationJourneyQuery(conversationId, search.order))
  const conversation = query.data?.pages[0]?.conversation
  const its = { q: withTerm(undefined, 'conversation_id', conversationId) }
  return (
    <Journey
      query={query}
      count={conversation?.session_count}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      whenNone="Events name this conversation, but no session_id: there is no session to show."
      head={
        <JourneyHead
          title={conversationId}
          name="Copy conversation id"
          crumb={<Link to="/conversations">Conversations</Link>}
          links={
            <>
              <Link to="/sessions" search={its}>
                Sessions as a list
              </Link>
              <Link to="/events" search={its}>
                All events
              </Link>
            </>
          }
        >
          {conversation && (
            <>
              <Fact name="Started">
                <Time at={conversation.timestamp} as="recent" />
              </Fact>
              <Fact name="Last event">
                <Time at={conversation.last_timestamp} as="recent" />
              </Fact>
              <Fact name="Span">
                {formatDuration(msOf(conversation.last_timestamp) - msOf(conversation.timestamp))}
              </Fact>
              {conversation.user_id !== null && (
                <Fact name="User">
                  <PersonLink userId={conversation.user_id} isTabStop />
                </Fact>
              )}
              {(conversation.agent_name ?? conversation.agent_id) !== null && (
                <Fact name="Agent">
                  <bdi>{conversation.agent_name ?? conversation.agent_id}</bdi>
                </Fact>
              )}
              <Fact name="Sessions">{formatCount(conversation.session_count)}</Fact>
              <CountFacts of={conversation} />
            </>
          )}
        </JourneyHead>
      }
    />
  )
}
