import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { sessionQuery } from '../../data/queries.ts'
import { type Term, withTerm } from '../../data/search.ts'
import { useSessionFeed } from '../../data/session-feed.ts'
import { isShown, timelineOf } from '../../data/timeline.ts'
import { EventPanel } from '../../parts/event-panel.tsx'
import list from '../../parts/list.module.css'
import { Page, usePageTitle } from '../../parts/page.tsx'
import { Failure, RowSkeleton } from '../../parts/states.tsx'
import { SessionHead } from './session-head.tsx'
import { Timeline } from './timeline.tsx'

const route = getRouteApi('/sessions/$sessionId')

/** One session, as the conversation that it was. */
export function SessionScreen() {
  const { sessionId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const feed = useSessionFeed(sessionId)
  const { data: session, error, refetch } = useSessionFacts(sessionId, feed.events.length)
  usePageTitle(`Session ${sessionId}`)

  const items = useMemo(() => timelineOf(feed.events), [feed.events])
  const view = search.show ?? 'all'
  const find = useDeferredValue(search.find ?? '')
  const shown = useMemo(() => items.filter((item) => isShown(item, view, find)), [items, view, find])

  const open = (eventId: string | undefined, replace = search.event !== undefined) =>
    navigate({ search: (before) => ({ ...before, event: eventId }), replace })
  const filter = ({ field, value }: Term) =>
    navigate({ to: '/events', search: { q: withTerm(undefined, field, value) } })

  const isUnread = items.length === 0 && (feed.error !== undefined || error !== null || !feed.isWhole)
  if (isUnread) {
    const failure = error ?? feed.error
    const retry = () => {
      feed.retry()
      void refetch()
    }
    return <Page title={sessionId}>{failure ? <Failure error={failure} retry={retry} /> : <RowSkeleton />}</Page>
  }
  return (
    <div className={list.split}>
      <Timeline
        key={sessionId}
        items={items}
        shown={shown}
        view={view}
        find={search.find ?? ''}
        openId={search.event}
        onOpen={open}
        onNarrow={(change) => navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      >
        <SessionHead sessionId={sessionId} session={session} feed={feed} />
      </Timeline>
      <EventPanel
        eventId={search.event}
        events={feed.events}
        onClose={() => open(undefined, false)}
        onFilter={filter}
      />
    </div>
  )
}

/** The session in numbers, counted again when events have come. */
function useSessionFacts(sessionId: string, eventCount: number) {
  const queries = useQueryClient()
  const query = useQuery(sessionQuery(sessionId))
  const counted = query.data?.event_count ?? 0
  useEffect(() => {
    if (counted >= eventCount) return
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: ['session', sessionId] }), 500)
    return () => clearTimeout(timer)
  }, [counted, eventCount, queries, sessionId])
  return query
}
