import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { endsSession, type KnownEvent } from '../../data/events.ts'
import { momentsOf } from '../../data/moments.ts'
import { useNow } from '../../data/now.ts'
import { sessionQuery } from '../../data/queries.ts'
import { type SessionView, useSessionFeed } from '../../data/session-feed.ts'
import { sessionMatchesQuery } from '../../data/session-queries.ts'
import { endingOf, reasonOf, slowestOf, toolUses } from '../../data/session-summary.ts'
import { msOf } from '../../data/time.ts'
import { timelineOf } from '../../data/timeline.ts'
import { connectsOf, sessionTransfersQuery, stagesOf } from '../../data/transfers.ts'

/** All that is known of a session, and which of its events fit a filter. */
export function useSession(sessionId: string, q: string | undefined) {
  const feed = useSessionFeed(sessionId)
  const session = useQuery(sessionQuery(sessionId))
  const transfers = useQuery(sessionTransfersQuery(sessionId))
  const matching = useQuery(sessionMatchesQuery(sessionId, q))
  useCountedAgain(sessionId, feed)

  const chains = useMemo(() => transfers.data?.transfers ?? [], [transfers.data])
  const items = useMemo(() => timelineOf(feed.events, connectsOf(chains)), [feed.events, chains])
  const stages = useMemo(() => stagesOf(chains), [chains])
  const uses = useMemo(() => toolUses(items), [items])
  const moments = useMemo(() => momentsOf(items, stages), [items, stages])
  const isRunning = useIsRunning(feed)
  return {
    feed,
    session,
    items,
    stages,
    uses,
    moments,
    isRunning,
    matches: q === undefined ? undefined : matching.data,
    matchError: q === undefined ? null : matching.error,
    ending: useMemo(() => endingOf(session.data, items, chains), [session.data, items, chains]),
    reason: useMemo(() => reasonOf(items), [items]),
    slowest: useMemo(() => slowestOf(uses), [uses]),
  }
}

const againMs = 800

/** What the server counts and finds of a session is asked for again while events come, not more often than it takes. */
function useCountedAgain(sessionId: string, { events, isWhole }: SessionView): void {
  const queries = useQueryClient()
  const [countedCount, setCountedCount] = useState<number>()
  const latestCount = useRef(0)
  latestCount.current = events.length
  const isDue = countedCount !== undefined && events.length > countedCount
  useEffect(() => {
    if (isWhole) setCountedCount((before) => before ?? latestCount.current)
  }, [isWhole])
  // Not put off by every event that comes: of a session that runs fast, none would ever be counted.
  useEffect(() => {
    if (countedCount === undefined || !isDue) return
    const timer = setTimeout(async () => {
      const count = latestCount.current
      await queries.invalidateQueries({
        predicate: ({ queryKey: [what, id, part] }) => what === 'session' && id === sessionId && part !== 'similar',
      })
      setCountedCount(count)
    }, againMs)
    return () => clearTimeout(timer)
  }, [isDue, countedCount, queries, sessionId])
}

/** So long after its last event, a session without an end is taken for ended. */
const silenceMsMax = 10 * 60_000

function useIsRunning({ events, isWhole }: SessionView): boolean {
  const nowMs = useNow()
  const last: KnownEvent | undefined = events.at(-1)
  if (!isWhole || !last || nowMs - msOf(last.timestamp) > silenceMsMax) return false
  return !events.some(endsSession)
}
