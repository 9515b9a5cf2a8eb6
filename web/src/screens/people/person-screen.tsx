import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { formatCount } from '../../data/format.ts'
import { userJourneyQuery } from '../../data/journeys.ts'
import { withTerm } from '../../data/search.ts'
import { Journey } from '../../parts/journey/journey.tsx'
import { CountFacts, Fact, JourneyHead } from '../../parts/journey/journey-head.tsx'
import { Time } from '../../parts/time.tsx'

const route = getRouteApi('/people/$userId')

/** Somebody's way through all their sessions, whatever the channel. */
export function PersonScreen() {
  const { userId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(userJourneyQuery(userId, search.order))
  const user = query.data?.pages[0]?.user
  const theirs = { q: withTerm(undefined, 'user_id', userId) }
  return (
    <Journey
      query={query}
      count={user?.session_count}
      search={search}
      onSearch={(change) => navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      whenNone="Events carry this user_id, but no session_id: there is no session to show."
      head={
        <JourneyHead
          title={userId}
          name="Copy user id"
          crumb={<Link to="/people">People</Link>}
          links={
            <>
              <Link to="/sessions" search={theirs}>
                Sessions as a list
              </Link>
              <Link to="/events" search={theirs}>
                All events
              </Link>
            </>
          }
        >
          {user && (
            <>
              <Fact name="Last seen">
                <Time at={user.last_timestamp} as="recent" />
              </Fact>
              <Fact name="First seen">
                <Time at={user.first_timestamp} as="recent" />
              </Fact>
              <Fact name="Sessions">{formatCount(user.session_count)}</Fact>
              <Fact name="Conversations">{formatCount(user.conversation_count)}</Fact>
              <CountFacts of={user} />
            </>
          )}
        </JourneyHead>
      }
    />
  )
}
