import { getRouteApi } from '@tanstack/react-router'
import { eventPartOf } from '../../data/event-filter.ts'
import { Page, usePageTitle } from '../../parts/page.tsx'
import { Failure, RowSkeleton } from '../../parts/states.tsx'
import { SessionView } from './session-view.tsx'
import { useSession } from './use-session.ts'

const route = getRouteApi('/sessions/$sessionId')

/** One session, as the conversation that it was. Another one is another screen, with nothing left of this. */
export function SessionScreen() {
  const { sessionId } = route.useParams()
  return <OneSession key={sessionId} sessionId={sessionId} />
}

function OneSession({ sessionId }: { sessionId: string }) {
  // What one came with may ask about sessions; here it is about events.
  const q = eventPartOf(route.useSearch().q)
  const known = useSession(sessionId, q)
  usePageTitle(`Session ${sessionId}`)
  const { items, feed, session } = known
  if (items.length > 0) return <SessionView sessionId={sessionId} q={q} known={known} />
  const failure = session.error ?? feed.error
  const retry = () => {
    feed.retry()
    void session.refetch()
  }
  return <Page title={sessionId}>{failure ? <Failure error={failure} retry={retry} /> : <RowSkeleton rows={8} />}</Page>
}
